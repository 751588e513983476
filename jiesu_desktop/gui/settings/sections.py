"""The sections of 设置, as they are called on screen, and what else somebody who looks for one may type."""

from __future__ import annotations

SECTIONS: dict[str, str] = {
    "显示": "外观 字号 主题 浅色 深色 字体",
    "提醒": "语音 声音 音量 音色 语速 试听 朗读 响铃 夜间音量",
    "时限规则": "策略 政策 时限 预警 临期 超期 搁置时间 催办周期 提醒规则 合同",
    "启动": "开机启动 自动启动 登录 托盘",
    "自检": "体检 测试 异常 故障 红灯 灯",
    "数据": "备份 恢复 数据库 数据文件夹 附件大小",
    "关于": "版本 许可 操作员 运行环境",
}
"""Name → other words for it. What else they are called stands in the glossary or on the page itself."""
