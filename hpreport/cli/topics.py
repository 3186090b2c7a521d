"""What values of options mean, written once."""

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
