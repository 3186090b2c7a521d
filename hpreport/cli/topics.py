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
            "除 auto 外，各种格式在终端上和在管道里输出同样的字节。plain、tsv、csv、json、jsonl 是给脚本用的：今后"
            "只会"
            "在末尾增加字段，不会改动已有的。从标准输入读查询（-）时，json 和 jsonl "
            '每次查询一个对象，形如 {"query": …, "hits": […]}。',
            "-o 文件把结果写到文件，格式看扩展名：.csv .tsv .txt .json .jsonl .md .xlsx .parquet .dta .db；"
            "不认识的扩展名不写，-o - 是标准输出。后四种是带类型的表，编号是文本（2.10 不会成 2.1），除 .db 外要装 "
            "hpreport[frames]。trend、panel 的 -o 图.svg、图.png、图.html 画成图，要装 hpreport[charts]。"
            "--bom 使 csv、tsv 以 BOM 开头，Excel 才认得是 UTF-8。",
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
        "fields",
        "字段",
        (
            "json 的键、csv 和 tsv 的表头、--fields 用的都是同样的英文名；全部字段和类型见 hpreport export --schema。"
            "plain 的各列是：",
            {
                "term": "term、definition、components、line、match、score、query",
                "terms": "term、definition、components、line、match",
                "scan": "line、column、text、term、definition；--check 是 line、column、text、match、term；"
                "几个文件的另有 file",
                "targets、results": "indicator、value、unit、text、measure、bound、year、headline、section、line、"
                "value_max；"
                "--long 时还有 quote",
                "search": "section、headings、line、quote、score、match、query；--by 是 query、place、year、report、"
                "occurrences、frequency、passages、reports_with、reports、characters；--matrix 是 report、place、year、"
                "reports、characters，再是各个词语；--kwic 是 left、keyword、right、section、line、query",
                "diff": "kind、change、text、before、after、before_line、after_line、times",
                "terms --by year": "term、year、reports、of_reports、first、places、new_places",
                "sections": "id、number、heading、line，以及段落、数据、词语各有多少",
            },
            "指标数字的字段：",
            {
                "value、value_max": "数；value_max 是范围的上限。文字表述的目标没有值，也没有单位",
                "unit": "单位，照原文：%、万人；--unit 元 也包括万元、亿元，--sort value 折算后比较",
                "measure": "level 数量，growth 增长，decline 下降，rank 名次，qualitative 文字",
                "bound": "= 恰是，~ 左右、近，> 超、余，>= 以上，< 不到，<= 以内",
                "year、kind": "所说的年份，result 结果或 target 目标",
                "headline": "是不是主要指标：主要预期目标，“预计全年……”所总结的",
                "text、quote、line": "照原文的说法，所在的原句，原文的行号",
                "cite": "出处：报告、日期、章节、行号；加 --cite 才有",
                "topic": "各份报告统一的指标名：GDP、生产总值都是地区生产总值；没有统一名的就是原名",
                "period": "时间，按 ISO 8601：2023，2023-01/2023-09（前三季度），2016/2020（十三五时期），2023-12-31"
                "（年末）；原文说不清的是空",
                "average": "是不是年均",
                "amount、amount_unit": "折算成元、人、平方米等的数：2800亿元是 280000000000 元",
                "base_value": "从多少变来的：从60%提高到65%，是 60",
                "stretch": "是不是更高的一档：增长7%以上、力争8%",
            },
            "bash 的 read 把连着的两个制表符当作一个：循环读全部指标时用 --fields indicator,text，或者限定一个 "
            "--unit；awk -F'\\t' 和 cut 不受影响。",
            "指标名里没有所给的字时看原句。GDP、社零、固投等简称等于全称（data/indicators.yaml），停车难、烂尾楼等"
            "日常的"
            "说法代表报告的说法（data/thesaurus），文字中的年份算作条件：2024年GDP。",
            "compare 只比同一指标、同一单位；data/comparable.yaml 确认或排除字面判断不了的。对比条以较大的数为全长："
            "█ 两年都有，▓ 目标高出，▁ 目标低于。",
            "例如：\n"
            "  hpreport targets GDP -f jsonl --fields indicator,value,unit,bound\n"
            "  hpreport results --unit 家 | awk -F'\\t' '$2 >= 100 {print $1, $2 $3}'",
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
            "结果写到标准输出，其余都写到标准错误；--quiet（-q）不说明。在终端上和在管道里状态相同。",
            "--unit、--section、--grep、--fields、--report、--place 可以给几次，合在一起；别的选项给两个值是用法有误。",
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
                "HPREPORT_PAGER、PAGER": "终端上放不下一屏的表格所用的分页程序，前者优先，默认 less；空的或 cat 不分页",
                "HPREPORT_ASCII": "不为空时，表格线和对比条只用 ASCII",
                "HPREPORT_AMBIGUOUS": "终端把 “ ” — ① ─ 画成几格宽：1 或 2；不设时看语言环境。是 2 时表格线也用 ASCII",
                "HPREPORT_LIBRARY": "报告库的目录；这里和 HPREPORT_INDEX 开头的 ~ 是主目录",
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
        "matching",
        "匹配",
        (
            "term 依次用下面的办法找，有一种找到了就不再往下；输出的 match 字段说明是哪一种。"
            "有把握时只答一条，几条同样好时都列出来。",
            {
                "exact": "词语的原文，带不带引号都行：三保、“三保”",
                "folded": "写法不同：全角半角、大小写、引号、空格、繁体、汉字或阿拉伯数字，加即 +：「三保」、3保、兩鄰",
                "alias": "别名：英文，或各组成部分的首字：德智体美劳",
                "prefix、substring": "词语的一段，* 和 ? 代表任意字：六地、三?联动；或含有词语的一句话：什么是三保",
                "pinyin": "拼音，可带声调和空格，可与汉字相混，可不写完：sanbao、san保、wugongch",
                "initials": "各字拼音的首字母：sb、zstx",
                "definition": "解释中的话，或组成部分：零纠纷、中国计算机学会；最后看意思相近的话：老楼改造 管网",
                "fuzzy": "写错、写颠倒、写漏了字，换了量词：三宝、一快三直、三个零",
                "mention": "报告用了而没有解释的说法和词语，列出用到它的句子：双减、双招双引",
            },
            "名词解释里有的先答；报告正文里照样写着的词语，不当作别的词语写错了。"
            "能错几个字要看长短：两三个字的词语只能错一处（音近、形近或次序），四个字起两处，或多、少一个字；六个"
            "字起可以有一个字"
            "全错，十个字起两个。数字不同就是不同的词语：四邻不是两邻，也不是六邻。",
            "--exact（-e）只用前几种：原文、不同写法、别名、没有解释的说法。",
            "例如：\n  hpreport term 3保 sanbao sb 三宝 --fields term,match,query",
        ),
    ),
    Topic(
        "searching",
        "搜索",
        (
            "search 按下面的次序找段落，match 字段说明是哪一种；标题中的比正文中的靠前，同一种里按相关程度（BM25）：",
            {
                "phrase": "原样有这句话",
                "all": "词语都有",
                "synonym": "有的词语换了说法：日常的说法找到报告的说法（data/thesaurus）",
                "some": "按分量至少有一半",
            },
            "主要的词语报告里没有，就算没有找到。词语是这样写的：",
            {
                "养老 服务": "都要有",
                '"养老服务"': "必须原样出现",
                "养老|托育 服务": "养老或托育，再有服务；在命令行上要加引号：'养老|托育 服务'",
                "养老 -食堂": "有养老而没有食堂；拉丁字母的写在 -- 之后：search -- 养老 -app",
            },
            "下面几种只数原样出现的（几个词语连起来算一句话，除了 --matrix），不看意思相近的：",
            {
                "--by year": "每年几次，每万字几次，几份报告有；也可以是 place、report。没有的也列出，是 0",
                "--matrix": "每个词语一列，每份报告一行；加 --by year 是每年一行，加 --by place 是每个地区一行",
                "--kwic": "每次出现一行，前后各 30 字（-C 另定）；终端上前后对齐，占满一行",
            },
            "只查一份"
            "报告时，“明年”指计划的那一年，“去年”指回顾的那一年，“今年”指作报告的那一年。每次查询输出 10 段，"
            "--limit 另定。",
            "要给章节的地方（section、sections，以及各命令的 --section），编号、出处所写的序号（二、（四））、标题"
            "或标题的"
            "一段都行；section 还认写错个别字的标题和所讲的事。第一部分之前的开头是 0。文字可能指好几处时列出来供"
            "选择；"
            "plain 只输出正文，所以列在标准错误上。没有别的可输出时状态是 1。",
            "例如：\n"
            "  hpreport search 烂尾楼 --fields section,line,quote\n"
            "  hpreport search 养老 -食堂 --part plan\n"
            "  hpreport search '养老|托育' --by year --report all\n"
            "  hpreport section 精细化 --figures",
        ),
    ),
    Topic(
        "library",
        "报告库",
        (
            "add 把报告收进报告库，一份一个压缩的 YAML 索引；reports 列出，remove 去掉。自带的一份总在其中。"
            "已有的文字不再加；一份读不了，其余的照常加入，状态是 2。索引可以手工修改（先 gunzip，"
            "改过的 .yaml 照样读）或删除；数据库由索引而来，删了会重建。",
            {
                "--report 名称": "查其中一份；给几次查几份。名称的开头、地区和年份（驻马店2021）也行，可以合几份",
                "--report all": "查全部，结果注明是哪份报告，早的在前；search 按相关程度",
                "--place 地区": "查这里的：地区名的一段，区划代码或其前几位（41），级别（省级、地级、县级）；空格隔开的"
                "要都符合，给几次是任一个。没有 --report 时查全部报告",
                "--year 2010-2024": "查这几年的报告，按所计划的那一年；targets、results、trend、panel、"
                "outcomes 按数字的年份",
                "compare --report 甲 --report 乙": "几份报告都有的指标，一份一栏",
                "trend 指标...": "各地各年的结果和目标，不指定 --report 时查全部",
                "panel 指标...": "同上，几个指标做成一张表，一地一年一行；--long 带原句，--coverage 说明空格",
                "outcomes": "一年的目标和下一年的报告说的结果，达到没有",
                "diff 甲 乙": "乙新有的、不再有的词语、说法、目标，目标改了的数",
                "terms --by year": "每个词语哪一年首次出现，各年几份报告解释它，传到哪里",
                "add 文件 --place 地区 --year 年份": "原文没有写明的，加入时指定；已在库中的再加 --replace",
            },
            "trend 里一份报告说了两次的只取一次，先取主要指标中的；不是一年的数（几年合计、年均、前三季度、增长之前的"
            "基数）不列。--kind result|target 缩小范围；表格以外的格式，一行是一个数字。同一地区改了名"
            "（徐水县、徐水区）还是一个，同名的两地注明区划代码。",
            "build 和 add 读各地各年的报告，从国家到县，各种编号和名词解释的格式，网页上抓下来断了行的、从 PDF 复"
            "制的也行；文件是 .txt（UTF-8、UTF-16、UTF-32、GB18030、Big5）、.md、.docx，装了 hpreport[documents] 还有"
            " .html 和有文字的 .pdf。认不出的留空，并说明在哪一行。",
            "例如：\n  hpreport reports\n  hpreport term 三保 --report all\n  hpreport trend GDP",
        ),
    ),
    Topic(
        "exporting",
        "导出",
        (
            "export 给出整个索引：报告、章节、段落、词语、说法、指标、对照和不是指标的数字，与其他命令的记录一样；"
            "--report 可以把几份报告导出在一起。形式由 --format 指定，不指定时看 -o 后文件名的扩展名：",
            {
                "json": "一个对象，每类记录一个数组；默认",
                "jsonl": "一行一条记录，type 在最前，适合搜索引擎",
                "csv": "一个目录，每类记录一个文件，其中的列表另有文件，以 report 和 number 相连",
                "sqlite": "数据库，有类型、键、视图（targets、results、glossary、passages）和全文检索",
                "md": "给人读的报告：目录、正文、目标、结果、名词解释",
                "html": "同上，一个不加载任何东西的网页；表格可以排序、筛选。"
                "-o 后是目录时一份报告一页，首页可以检索报告、词语、章节",
            },
            "同一个索引导出的字节相同（数据库还与 SQLite 的版本有关）。文件要么完整，要么不出现；数据库只顶替以前"
            "导出的，"
            "CSV 只写到新的或空的目录，或者以前导出的目录。",
            "数据库的全文检索要三个字以上（paragraphs_fts MATCH '老旧小区'），两个字用 LIKE '%养老%'。",
            "--schema 输出 JSON Schema（2020-12），$defs 中也有每个命令的记录，以命令为名；term_batch、search_batch "
            "是标准输入的一次查询所得。校验时不要拒绝不认识的字段：字段可能增加。",
            "例如：\n  hpreport export --format jsonl | grep -m1 comparison\n  hpreport export --schema > schema.json",
        ),
    ),
    Topic(
        "completion",
        "自动补全",
        (
            "--install-completion 为 bash、zsh、fish 或 PowerShell 装好自动补全，只装在用户自己名下；再装一次什么也不"
            "变，--uninstall-completion 去掉。--show-completion 只显示脚本。别名也能补全（bash 里要"
            " complete -F _hpreport 别名）。命令、选项和下面这些值都能补全，附有说明，最多列 200 个，短的在前：",
            {
                "词语": "按字（三、邻）、拼音和首字母（sanb、sb）、数字（3保）",
                "章节": "按编号或标题中的文字",
                "报告": "报告库中的名称，all",
                "年份、单位、指标": "报告的目标或结果中有的",
                "字段、格式等": "--fields a,b、--format、--sort、--color、--part、说明的题目",
            },
            "选中的词取代所打的：sanb 变成三保。开头与所打的不同的几个词，zsh 依次给出；fish 只显示开头相同的，补"
            "全成拼音，"
            "旁边写着词语。索引是 --index、--report 或环境变量所指的；读不了时什么也不说。",
            "pip 或 pipx 装好之后 man hpreport 显示手册页；虚拟环境里用 man -M .venv/share/man hpreport。",
            "例如：\n  hpreport --install-completion bash\n  hpreport --show-completion fish | head -3",
        ),
    ),
    Topic(
        "python",
        "Python",
        (
            "hpreport.load() 给出自带的报告，load('索引.yaml') 给出一个索引，load(report='all') 给出报告库中的。它"
            "的方法"
            "返回各命令以 JSON 输出的记录，类型见 hpreport.records：",
            {
                "lookup": "同 term；exact、context、limit",
                "terms、scan、trend": "同名的命令；terms(section='2.4')，scan(文字, check=True)",
                "outcomes": "同名的命令",
                "spread": "terms --by year；hpreport.diff('甲', '乙') 同 diff",
                "panel、panel_figures、coverage": "panel，panel --long，panel --coverage；year='2010-2024' 是几年",
                "targets、results、compare": "同名的命令；year=2024、headline=True 等同选项",
                "frequency、matrix、kwic": "search --by，search --matrix，search --kwic；frequency('养老', by='year')",
                "sections、section、search": "同名的命令；sections('2', depth=1)，search(文字, part='plan')",
                "reports": "是哪些报告",
                "close": "关闭文件；用 with load() as r 更好",
            },
            "各方法都有 place 和 year，同 --place 和 --year。",
            "记录是副本，改了不影响以后的回答。几个线程、fork 出的进程可以共用一个 Reader；pickle 之后打开同样的报告。",
            "读不了的文件抛出 hpreport.DataError，不认识的选项抛出 TypeError。",
            "用 pandas 或 polars：\n"
            "  import pandas, hpreport as hp\n"
            "  rows = pandas.DataFrame(hp.load().results())\n"
            "  print(rows[rows.unit == '%'][['indicator', 'value']])\n"
            "\n"
            "  import polars, hpreport as hp\n"
            "  rows = polars.DataFrame(hp.load().results(), infer_schema_length=None)\n"
            "  print(rows.filter(unit='%').select('indicator', 'value'))",
            "例如：\n  python3 -c 'from hpreport import load; print(load().lookup(\"三宝\"))'",
        ),
    ),
    Topic(
        "archive",
        "成千上万份报告",
        (
            "报告库在一台机器上放几万份报告，占文字的五六倍。更多的报告，或要和别的数据放在一起，用现成的引擎："
            "hpreport.parse(文字, place=…, year=…, report=名称) 是纯函数，不读写文件，可以 pickle，各种并行工具都能用；"
            "它给出一份报告的各类记录，键和 export 相同：reports、sections、paragraphs、terms、phrases、figures、"
            "comparisons、not_figures。",
            "Dask，texts/ 里一份报告一个 .txt：\n"
            "  import json, dask.bag as db, hpreport as hp\n"
            "  from pathlib import Path\n"
            '  made = lambda p: hp.parse(p.read_text("utf-8"), report=p.stem)["figures"]\n'
            '  bag = db.from_sequence(sorted(Path("texts").glob("*.txt")), npartitions=8)\n'
            "  rows = bag.map(made).flatten().map(json.dumps)\n"
            '  if __name__ == "__main__": rows.to_textfiles("dask/*.jsonl")',
            "PySpark，写成 Parquet：\n"
            "  import json, hpreport as hp\n"
            "  from pathlib import PurePath\n"
            "  from pyspark.sql import SparkSession\n"
            '  made = lambda f: hp.parse(f[1], report=PurePath(f[0]).stem)["figures"]\n'
            "  spark = SparkSession.builder.getOrCreate()\n"
            '  texts = spark.sparkContext.wholeTextFiles("texts", 8)\n'
            "  rows = texts.flatMap(made).map(json.dumps)\n"
            '  spark.read.json(rows).write.parquet("spark")',
            "DuckDB 和 polars 读这些文件：\n"
            "  import duckdb, polars\n"
            "  duckdb.sql(\"COPY (FROM 'dask/*.jsonl') TO 'dask.parquet'\")\n"
            "  asked = \"SELECT place, year, value FROM 'spark/*.parquet'\"\n"
            "  print(duckdb.sql(f\"{asked} WHERE topic = '地区生产总值'\"))\n"
            '  print(polars.read_parquet("dask.parquet").group_by("place").len())',
            "OpenSearch，批量文件（jq 在每条前面加一行编号）：\n"
            "  hpreport export --report all -f jsonl > rows.jsonl\n"
            "  id='{index: {_id: \"\\(.report)/\\(.number)\"}}'\n"
            '  jq -c "select(.type == \\"paragraph\\") | $id, ." rows.jsonl > bulk.jsonl\n'
            "  json='Content-Type: application/json'\n"
            '  t=\'{"mappings":{"properties": {"text":{"type":"text","analyzer":"cjk"}}}}\'\n'
            '  curl -X PUT localhost:9200/paragraphs -H "$json" -d "$t"\n'
            '  curl localhost:9200/paragraphs/_bulk -H "$json" --data-binary @bulk.jsonl',
            "PostgreSQL，COPY 文件和建表的 schema.sql：\n"
            "  hpreport export --report all -f postgresql -o archive\n"
            "  (cd archive && psql -d reports -f schema.sql)\n"
            "  asked=\"SELECT place, value FROM figures WHERE topic = '地区生产总值'\"\n"
            '  psql -d reports -c "$asked"',
            '例如：\n  python3 -c \'import hpreport; print(hpreport.parse("增长8%")["figures"])\'',
        ),
    ),
    Topic(
        "security",
        "安全",
        (
            "报告、索引、查询、文件名，不论出自谁手，都只当数据：",
            {
                "网络": "没有一个命令会连网；网页、Word 文档和 PDF 里的实体和链接都不去取",
                "执行": "其中的东西不会被执行：不用 eval、pickle，不认 YAML 的标签、锚点和别名；"
                "只启动你的环境变量指定的分页程序",
                "终端": "控制字符、转义序列、双向控制符变成 U+FFFD，在 JSON 和 YAML 里转义",
                "公式": "csv 里以 = + - @ 开头的文字前面加一个撇号，电子表格不会当成公式；其他格式原样输出",
                "写文件": "查询不写文件，只有带 --report 的更新报告库；文件先写在旁边再改名，权限随 umask",
            },
            "限度：文件 20 MB，文字 100 万字；.docx 解开后 100 MB，其中文字 10 MB；.html 10 万个标签；.pdf 500 页；"
            "索引 20 MB；查询每行 64 KB。索引旁边编译过的文件写明了该索引的校验和就采信：两个文件要取自同一处。",
            "例如：\n  hpreport info --fields source,sha256",
        ),
    ),
)
"""In the order of the man page."""


def find_topic(name: str) -> Topic | None:
    """Return the topic of this name, English or Chinese, or None."""
    return next((topic for topic in TOPICS if name.lower() in (topic.name, topic.title)), None)
