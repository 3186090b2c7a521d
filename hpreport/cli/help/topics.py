"""The help topics that are no commands, each written once: for `hpreport help` and for the man page."""

from collections.abc import Mapping
from typing import NamedTuple

FORMATS_TOLD = {
    "auto": "终端上是 table，否则是 plain；不指定格式时就是它",
    "table": "表格，给人看；窄于 50 列时一项一行",
    "plain": "一行一条，制表符分隔，没有表头，不截断；值里的制表符和换行变成一个空格",
    "tsv": "制表符分隔，有表头",
    "csv": "逗号分隔，有表头，值中有逗号、引号、换行时加引号",
    "json": "一个数组，没有结果时是 []；总是 UTF-8，汉字不转义",
    "jsonl": "一行一个 JSON 对象",
    "md": "Markdown 表格；section 是带出处的引文",
}
"""Output format -> what it is."""

COLORS_TOLD = {"auto": "在终端上着色", "always": "总是着色", "never": "从不着色"}
"""Value of --color -> what it means."""


class Topic(NamedTuple):
    """A help topic: paragraphs, and lists of words with what each means."""

    name: str
    title: str
    body: tuple[str | Mapping[str, str], ...]


TOPICS = (
    Topic(
        "formatting",
        "输出格式",
        (
            "--format（-f）选择输出格式：",
            FORMATS_TOLD,
            "除 auto 外，各种格式在终端上和在管道里输出同样的字节。plain、tsv、csv、json、jsonl 是给脚本用的：今后只会"
            "在末尾增加字段，不会改动已有的。从标准输入读查询（-）时，json 和 jsonl "
            '每次查询一个对象，形如 {"query": …, "hits": […]}。',
            "--fields 只输出所列字段，按所给顺序，用逗号隔开；字段名写错时列出可用的。"
            "--no-header 不要表头，--limit（-n）限制条数，--cite 另加出处。",
            "表格宽度随终端，--width 指定；--color auto|always|never 决定着色。",
            "例如：\n"
            "  hpreport term 三保 --format json\n"
            "  hpreport targets --fields indicator,value,unit --format csv\n"
            "  hpreport terms --format tsv --no-header | cut -f3,5",
        ),
    ),
    Topic(
        "exit-codes",
        "退出状态",
        (
            {
                "0": "找到了；显示说明、版本也是 0；读者先关闭了管道（如 | head -1）也是 0",
                "1": "没有找到：标准输出上没有结果（json 是 []），标准错误上说明，并列出相近的",
                "2": "用法或数据有误：没有这个选项，文件读不了，磁盘已满",
                "130": "被中断（Ctrl-C）",
            },
            "结果写到标准输出，其余都写到标准错误；--quiet（-q）不说明。",
            "例如：\n  hpreport term 三农 --quiet || echo 没有",
        ),
    ),
    Topic(
        "environment",
        "环境变量",
        (
            "下面几个代替选项，命令行上的选项优先：",
            {
                "HPREPORT_FORMAT": "同 --format",
                "HPREPORT_COLOR": "同 --color",
                "HPREPORT_WIDTH": "同 --width",
                "HPREPORT_INDEX": "同 --index：用这个索引，不用自带的",
                "HPREPORT_REPORT": "同 --report：查报告库中的这一份，几份用空格隔开",
            },
            "另外：",
            {
                "HPREPORT_ASCII": "不为空时，表格线和对比条只用 ASCII，给把 ─ 画成两格宽的终端",
                "HPREPORT_LIBRARY": "报告库的目录",
                "XDG_DATA_HOME": "报告库在其中的 hpreport 目录，默认 ~/.local/share",
                "NO_COLOR": "不为空时不着色",
                "TERM": "是 dumb 时不着色",
                "COLUMNS": "表格宽度，不指定 --width 时用",
                "PYTHONUTF8": "是 1 时，语言环境不是 UTF-8 也输出 UTF-8；否则该编码没有的字符变成 ?",
            },
            "例如：\n  HPREPORT_FORMAT=json hpreport term 三保",
        ),
    ),
    Topic(
        "library",
        "报告库",
        (
            "add 把报告收进报告库，一份一个 YAML 索引；reports 列出，remove 去掉。自带的一份总在其中。",
            {
                "--report 名称": "查其中一份；给几次查几份",
                "--report all": "查全部，结果注明是哪份报告，早的在前；search 按相关程度",
                "compare --report 甲 --report 乙": "几份报告都有的指标，一份一栏",
                "trend 指标": "各地各年的结果和目标，不指定 --report 时查全部",
                "add 文件 --place 地区 --year 年份": "原文没有写明的，加入时指定；已在库中的再加 --replace",
            },
            "例如：\n  hpreport reports\n  hpreport term 三保 --report all\n  hpreport trend GDP",
        ),
    ),
    Topic(
        "matching",
        "匹配",
        (
            "term 依次用下面的办法找，有一种找到了就不再往下；输出的 match 字段说明是哪一种。"
            "有把握时只答一条，几条同样好时都列出来。",
            {
                "exact": "词语的原文，带不带引号都行：三保、“三保”",
                "folded": "写法不同：全角半角、大小写、引号、空格、繁体、汉字或阿拉伯数字，加即 +：「三保」、3保、兩鄰",
                "alias": "别名：英文，或各组成部分的首字：德智体美劳",
                "mention": "报告用了而没有解释的说法：双减、四个意识",
                "prefix、substring": "词语的一段，* 和 ? 代表任意字：六地、三?联动；或含有词语的一句话：什么是三保",
                "pinyin": "拼音，可带声调和空格，可与汉字相混，可不写完：sanbao、san保、wugongch",
                "initials": "各字拼音的首字母：sb、zstx",
                "definition": "解释中的话，或组成部分：零纠纷、中国计算机学会",
                "fuzzy": "写错、写颠倒、写漏了字，换了量词：三宝、一快三直、三个零",
            },
            "能错几个字要看长短：两三个字的词语只能错一处（音近、形近或次序），四个字起两处，或多、少一个字；六个字起可以有一个字"
            "全错，十个字起两个。数字不同就是不同的词语：四邻不是两邻，也不是六邻。",
            "--exact（-e）只用前几种：原文、不同写法、别名、没有解释的说法。",
            "例如：\n  hpreport term 3保 sanbao sb 三宝 --fields term,match,query",
        ),
    ),
)
"""In the order of the man page."""


def find_topic(name: str) -> Topic | None:
    """Return the topic of this name, English or Chinese, or None."""
    return next((topic for topic in TOPICS if name.lower() in (topic.name, topic.title)), None)
