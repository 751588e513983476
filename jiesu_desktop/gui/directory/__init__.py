"""通讯录: units, their duties and contacts."""
