"""Words of work-report prose by what they do to an indicator. Entries may be patterns."""

import re

from hpreport.text.lexicon import any_of

# Verbs that say that something was done and belong to no indicator: 举办展会等促消费活动250余场
LIGHT_VERBS = """
    举办 开展 召开 打造 培育 创建 发放 确保 力争 力保 推动 推进 实施 建设运营 建成投用 建成 建设
    完成 实现 办理 组织 推出 推广 办好 获得 取得 获评 获批 形成 设立 成立 搭建 布局 启动 争取 落实
    兑现 通过 抓好 做好 做实 安排 聚焦 聚集 集聚 拥有 建立 保持 达到 突破 努力 引育 提供 用于 共有
    开工建设 投入 下达 拨付 筹措 筹集 到位 签订 承接 承办 协办 主办 荣获 创成 申报 入选 列入 纳入
    预计 谋深 狠抓 强攻 储备 建好 支持 带动 帮助 惠及 覆盖
"""
# Verbs that tell one indicator from another: 新增停车泊位, 改造老旧小区
KEPT_VERBS = """
    新改扩建 新改建 新开工 新增 新建 新设 新引进 新培育 新认定 引进 盘活 改造提升 改造 提升 处置完成
    处置 谋划 认定 扩容 招聘 公示 改建 扩建 修缮 修复 整治 关停 取缔 拆除 淘汰 流转 追回 减免 化解
    查处 办结 清理 挂牌 硬化 绿化 造林 植树 治理 压减 续建 翻建 维修 更新 铺设 架设 安装 加装 发行
    减税 退税 招引 签约 落地 开工 复工 竣工 投产 解决 受理 破获 检查 排查 整改 培训 资助 救助 减少
    增加 吸引 接待 脱贫 退出 搬迁 征收 回购 安置 促
"""
# What may open a claim or stand before its verb: 其中, 全区, 累计, 再
_OPENERS = r"""
    到?(?:19|20)\d\d年[末底]? [一二三四五六七八九十]是 特别是 同比 环比 比上年 较上年 尤其是 其中 并且 以及 同时
    目前 预计 今年 明年 去年 全年 年内 届时 到目前 截至目前 全[市县区省旗州镇乡] 我[市县区省] 首批
    首期 首次 本[市区县级] 累计 总共 共计 合计 总计 深入 全面 扎实 加快 强力 大力 积极 持续 高标准
    高质量 高水平 精准 依法 提前 圆满 顺利 成功 全力 努力 着力 有序 稳步 科学 集中 重点 率先 统筹
    已 再(?!就业|生|制造) 还 又 共 并 将 可 就(?!业|医|学|近|地) 每年 线上 线下 分别 先后 连续 把 使 让
"""
# Actions and attributes that lean on the thing named before them: 亿元以上项目签约184个、落地113个，总投资超2700亿元
_LEANING = r"""
    签约 落地 开复工 开工率? 复工率? 竣工率? 投产 投用 达产 融资 放贷 贴息 投资总额 总投资额?
    计划总投资 计划投资 完成投资 协议投资 投资 到位资金 总建筑面积 建筑面积 总面积 占地面积 占地 面积
    总规模 规模 总量 总数 总产值 产值 销售额 营业收入 主营业务收入 利润 利税 税收 余额 增加值 排名
    名次 位次 总里程 里程 长度 停工 增速 增幅 占比 比重 覆盖率 完成率 办结率 普及率 合格率 同比 平均
    年均 人均 存栏 出栏 产量 总产 单产 贷款 授信 交易额 成交额 占[^，。]{1,8} 增长 增加 减少
    下降 提高 年产值 年产量 累计 达产后 注册资本 注册资金 合同额 金额 惠及 涉及 覆盖 受益 带动
"""
# Words that end a noun phrase in subject position: 控详规划调整方案通过市规委会审定, 10个“无废小区”创建深入推进
_PREDICATES = """
    已 正 正在 将 均 全部 全面 深入 有序 陆续 相继 通过 入选 入围 入列 荣获 获评 获批 获得 被
    列入 列为 纳入 跻身 进入 创历史 居 位居 位列 率先
"""
# Words between an indicator and its number, by what they say of it.
# 地区生产总值比上年, 收入同比, 能耗较2015年底: with what it is compared
_COMPARISONS = r"""
    比上一?年 比去年 较上年 较去年 同比 环比 可比 同口径 按可比价(?:计算)? [比较是从由](?:19|20)\d{2}年[^，。]{0,8}
    相当于(?:19|20)\d{2}年
"""
# 年均, 普惠率和公办率分别, 项目累计, 收入均: over which time or things it is counted; not 公共, 人均, 户均, 成都
_TOTALS = """
    年均 平均 分别 累计 总计 共计 合计 (?<!公)共 各 (?<![平人户年])均 (?<![成首])都 连续 历时 用时 仅用 提前
"""
# 收入预计, 失业率力争, 主体已, 规模仅: how sure, how soon or how much it is
_HEDGES = "预计 将 已 可 就 又 再 仅 有望 力争 确保 稳定 逆势 也 仍 经"
# 投资完成, 岗位达到, 主体实有, 总量控制在, 预期目标为: that it has this size; not 全国有
_HOLDINGS = """
    完成 实现 实有 达到? 为 是 在 至 到 (?<!国)有 拥有 控制 保持 维持 预期目标 目标 分别占 的 了
"""
# 总投资超, 人数高达, 增速超过: on which side of it; not 签约
_BOUNDS = "突破 超过 超额 超 (?<!签)约 高达 多达"
# 基金规模增至, 标准从每人每月, 面积由, 期限延长到: from where and to where it went; not 自由
_MOVES = r"""
    [晋跃上提]升至? 升至 增至 [从由]每[人户亩][年月]? (?:增长|增加|提高|上升|扩大)到(?:19|20)\d\d年 增长[到至]
    增加到 提高到 降至 下降到 (?<!自)由 从 (?:调整|拓展|扩展|优化|整合|压缩|延长|缩短)+[为到至]
"""
# 大厦等7个, 增长4.5%—: examples end, or a dash
_ENDINGS = "(?<=..)等 [—－-]"
# 成绩稳居, 总量位列全省, 进入: between an indicator and its rank
_RANKINGS = """
    稳居 位居 居 位列 列 排名?第? 蝉联 保持 跃居 跃升 晋升 荣登 进入 退出 跻身 入选 力争 连续 全省 全市
"""
# Marks and words behind a number that end its claim: the indicator stood before it.
# 171个、增长17.9%; 65处，; 3个（含…
_MARKS = "[、和及与并等（）()”，] 以及"
# 1265亩居全市第一, 6%位列全省第; not 居民, 居住, 居家
_PLACES = r"位?居(?![民住家]) 位列 [\u4e00-\u9fff]{0,4}[到至为](?:第|$)"
# 突破2000亿元大关; 由4.9平方公里调整为8平方公里, 从2.6万亿元增长到3.6万亿元
_REACHED = "大关 关口 台阶 (?:增长|提高|增加|扩大|上升|提升|下降|降低?|减少|增)[到至]"
# Words that tell how and not what: 2宗地块顺利出让, 6个项目实现落地
_ADVERBS = """
    顺利 成功 加快 实现 全面 有序 深入 正式 扎实 稳步 快速 全部
"""


OPENER = re.compile(f"^{any_of(_OPENERS)}")
LIGHT = re.compile(f"^(?:{any_of(LIGHT_VERBS)})(?![率者量面]|用地|资金|强度|进度)")
KEPT = re.compile(f"^{any_of(KEPT_VERBS)}")
VERB = re.compile(f"^{any_of(_OPENERS)}*{any_of(LIGHT_VERBS + KEPT_VERBS)}")
KEPT_ALONE = re.compile(f"{any_of(KEPT_VERBS)}$")
LEANING = re.compile(f"^{any_of(_LEANING)}$")
LEANING_END = re.compile(f"{any_of(_LEANING)}$")
PREDICATE = re.compile(any_of(_PREDICATES))
ADVERB = re.compile(any_of(_ADVERBS))
_CLOSERS = (_COMPARISONS, _TOTALS, _HEDGES, _HOLDINGS, _BOUNDS, _MOVES, _ENDINGS)
CLOSER = re.compile(f"{any_of(' '.join(_CLOSERS))}$")
"""What leads over from an indicator to its number."""
RANK_CLOSER = re.compile(f"{any_of(_RANKINGS)}$")
"""What leads over from an indicator to its rank."""
CLOSED = re.compile(f"{any_of(f'{_MARKS} {_PLACES} {_REACHED}')}|$")
"""What stands behind a number whose indicator stood before it."""
ACTION_END = re.compile(
    r"(?:签约|落地|开复工|开工|复工|竣工|投产|投用|放贷|贴息|融资|总投资|投资总额|总建筑面积|获得|实有|数量)$"
)
"""What comes off an indicator before another action or attribute is put to it."""
