"""接诉即办值班台: the duty desk for 12345 orders."""

from __future__ import annotations

__version__ = "0.1.0"
