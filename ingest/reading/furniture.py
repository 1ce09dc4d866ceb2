"""What a page puts around an article: navigation, lists of other articles, notices, contacts, bylines.

The patterns are general habits of Chinese news pages. They judge short lines, or the ends of long ones; a paragraph of
the article is never dropped whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.names import simplify

# The words stand in simplified characters: a line is folded before it is judged.
_SHORT = 120

_NAMES = r"[\u4e00-\u9fffA-Za-z·/／|｜、\s：:]{1,40}"
_DUTY = (
    r"(?:责任编辑|责编|编辑|校对|审核|监制|编审|编校|统筹|审校|终审|初审|复审"
    r"|值班编委|值班主任|主编|版式|美编|排版|来稿|供稿|制图)"
)
_SOURCE = r"(?:(?:信息|文章|稿件|新闻|消息|内容|本文)?来源|来源自|转自|稿源)"

# The whole line is furniture.
_LINES = tuple(
    re.compile(pattern)
    for pattern in (
        # navigation
        r"^(?:您?(?:的|现在)?(?:当前|所在|现在)?(?:的)?位置|您在这里|首页)\s*[：:>＞»›/|].*",
        r"^(?:首页|主页|正文|正文内容|[>＞»›|/→]+)$",
        r"^[^。，]{0,30}(?:首页|主页)\s*(?:[>＞»›|/]|-\s).*",
        r"^(?:上一篇|下一篇|上一条|下一条|上一版|下一版|返回首页|返回顶部|返回目录|返回列表|回到顶部|返回|打印|关闭|收藏|纠错)"
        r"(?:[\s：:|【】\[\]/]|$).*",
        r"^[【\[]?(?:打印|关闭|纠错|大|中|小|字号|字体|收藏|复制链接)[】\]]?(?:[\s：:|【】\[\]/]*(?:打印|关闭|纠错|大|中|小|字号|字体|本页|窗口|收藏))*$",
        r"^(?:浏览|阅读|点击|访问)(?:次数|量|数)?[：:]?\s*\d*\s*次?$",
        r"^[^。，]{0,20}\d+\s*(?:个月|天|小时|分钟|年|周)前(?![^（(]{0,3}[，。]).{0,30}$",
        r"^第?\s*\d{1,4}\s*(?:页|/\s*\d{1,4})(?:\s*共\s*\d+\s*页)?$|^[-—–·\s]*\d{1,4}[-—–·\s]*$",
        r"^[-=_*~—·•#.\s]{3,}$",
        r"^!\[[^\]]*\]\([^)]*\)$",
        r"^\[?[^\[\]。]{0,12}(?:原文|全文|原文链接)[^\[\]。]{0,6}\]?\(?https?://\S+\)?$",
        # when and where it appeared
        rf"^{_SOURCE}\s*[：:].{{0,40}}$",
        r"^(?:发布时间|发布日期|发表时间|发稿时间|更新时间|时间|日期|发布于|发表于)\s*[：:]?\s*\d{4}.{0,60}$",
        r"^\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s*(?:星期|周)[一二三四五六日天])?"
        r"(?:\s*\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?)?"
        rf"(?:[\s|｜/]*(?:{_SOURCE}|作者|责任编辑|编辑|记者|字号|阅读|浏览|第?\d+版)\s*[：:]?.{{0,40}})?$",
        r"^(?:原标题|原题)[：:]\s*$",
        r"^本文(?:链接|地址|网址|转载自).{0,100}$",
        # who wrote, edited and took the picture
        rf"^[【\[(（\s]*{_DUTY}\s*[：:/|｜].{{0,60}}$",
        rf"^[【\[(（\s]*(?:作者|撰稿|撰文|采写|文字|文|图|文/图|图文|图/文|文图|摄影|摄|记者|通讯员)\s*[：:/|｜]\s*{_NAMES}[】\])）]?$",
        r"^[（(]?\s*(?:图片|照片|图|供图|资料图|图源|图片来源|图片由)\s*[：:来].{0,40}[）)]?$",
        r"^[\u4e00-\u9fff·\s]{2,20}[/／\s](?:摄|摄影|供图|制图|图|文/图)$|^[\u4e00-\u9fff·]{2,8}(?:摄|供图)$",
        r"^图为.{2,40}$",
        # share, follow, labels
        r"^(?:标签|标籤|关键词|关键字|tags?|keywords?|责任链接|话题)\s*[：:].{0,80}$",
        r"^(?:分享|转发)(?:到|给|至|让|此|：|:|文章|$).{0,40}$",
        r"^(?:长按|扫一扫|扫描(?:二维码|下方|上方|关注)|扫码|微信扫|请用微信|点击关注|关注我们|关注公众号|欢迎关注|识别二维码).{0,60}$",
        r"^(?:请?(?:点击|点这里|戳)).{0,10}(?:下载|查看|进入|阅读).{0,40}$",
        r"^(?:微信|微博|QQ空间|朋友圈|新浪微博|复制链接|点赞|评论|收藏|举报|\s|/|\|)+(?:\d*)$",
        r"^.{0,20}(?:微信号|公众号|二维码|客服热线|广告热线|招商热线|新闻热线|报料|爆料|投稿邮箱|联系电话|联系方式|电话|传真|邮编|邮箱|e-?mail)"
        r"\s*[：:]?\s*[A-Za-z0-9_.@+()（）\-\s或、/，,]{0,60}$",
        r"^.{0,30}(?:电话|手机|热线|微信|QQ|传真)\s*[：:/].{0,60}\d{5,}.{0,40}$",
        r"^.{0,40}\d{3,4}[-\s]\d{3,4}[-\s]?\d{3,4}.{0,30}$",
        # rights and notices
        r"^.{0,60}(?:版权所有|版权归\S{1,20}所有|All Rights Reserved|Copyright|©)"
        r".{0,100}$",
        r"^.{0,60}(?:ICP备|ICP证|公网安备|许可证号?[：:]|备案号).{0,100}$",
        r"^(?:技术支持|地址|网站标识码|网站地图)\s*[：:].{0,80}$",
        r"^[\u4e00-\u9fff（）()]{4,30}\s+(?:主办|承办)$",
        r"^(?:声明|免责声明|版权声明|风险提示|郑重声明|特别声明|法律声明)(?:\s*[：:].{0,300})?$",
        r"^(?:部分|本文|本站|本网|以上|此文)?(?:内容|图片|文章|信息)?(?:来自|来源于|收集自|收集于|为)(?:网络|互联网|企业供稿).{0,60}$",
        r"^请说明您的.{0,80}$",
        r"^(?:广告|推广|赞助|AD)$",
        r"^(?:更多精彩|更多内容|更多资讯|查看更多|加载更多|展开全文|阅读全文|返回搜狐).{0,40}$",
    )
)
_NOTICE = re.compile(r"^(?:版权声明|免责声明|特别声明|郑重声明|声明)\s*[：:]")
_APPEAL = re.compile(r"^(?:想|我要|欢迎)?(?:爆料|报料|投稿|提供新闻线索)|^新闻线索")

LIST_HEAD = re.compile(
    r"^[【\[<《]?\s*(?:猜你喜欢|你可能(?:还)?喜欢|您可能(?:还)?(?:喜欢|感兴趣).{0,6}|相关(?:文章|阅读|新闻|推荐|链接|报道|资讯|内容|主题|稿件|专题)"
    r"|推荐(?:阅读|文章|新闻|资讯|内容)|热门(?:文章|推荐|新闻|资讯|阅读|排行)|(?:最新|热点|精彩)(?:文章|新闻|资讯|推荐|阅读)|延伸阅读|为您推荐|为你推荐"
    r"|大家都在看|今日热点|今日推荐|24小时(?:热文|热点)|(?:阅读|点击|新闻|热点)排行榜?|编辑推荐|友情链接|网友评论|发表评论|评论区|精彩评论|文章推荐)"
    r"\s*[】\]>》]?\s*[：:]?\s*(?:更多.{0,3})?$"
)

_PERSON = r"[\u4e00-\u9fff·]{2,5}"
_HOUSE = r"(?:本报|本刊|本网|本台)"
_ROLE = (
    r"(?:(?:特约|见习|首席|高级|实习|全媒体|融媒体|主任|驻[\u4e00-\u9fff]{1,4})*"
    r"(?:记者|通讯员|实习生|撰稿人?|评论员|观察员))"
)
# Without a house or a sign before it, a space must part the role from the name: 中外记者见面会 is no byline.
BYLINE = re.compile(
    rf"^(?:[^\w“《（(【]+{_HOUSE}?{_ROLE}[\s：:/／|｜]*|{_HOUSE}{_ROLE}[\s：:/／|｜]*"
    rf"|[\u4e00-\u9fff·|｜—\-A-Za-z]{{0,14}}?{_ROLE}[\s：:/／|｜]+){_PERSON}"
    rf"(?:[\s、，,/／|｜：:]+(?:{_HOUSE}?{_ROLE}[\s：:]*)?(?:{_PERSON}|文/?图|图/?文|摄影(?:报道)?|报道|文|图|摄))*\s*$"
)
# 本报讯（记者 …）, …社北京5月6日电（…）, …网5月6日讯
DATELINE = re.compile(
    r"^[▶►■□●◆【\[\s]*(?:"
    r"(?P<where>[^\s，。；：,;:“”《》]{0,24}?(?:\s?[\u4e00-\u9fff]{0,8})?)\s*(?:(?P<year>20\d\d)年)?"
    r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日\s*(?:电(?![力子网站动信商池竞影]|$)|讯|消息(?=[：:，（(\s])|报道(?=[：:]))"
    r"|(?:本报|本刊|本网|本台|[\u4e00-\u9fff]{2,12}(?:报|网|社|台|端|新闻|在线|号))\s*(?:讯|消息)(?=[\s（(：:，])"
    r")\s*[】\]：:]?\s*(?P<by>[（(](?=[^（）()]{0,40}(?:记者|通讯员|作者|实习|摄影|报道)|[\u4e00-\u9fff·\s、]{2,20}[）)])[^（）()]{1,60}[）)])?\s*"
)

_TAILS = tuple(
    re.compile(pattern)
    for pattern in (
        r"返回搜狐[，,]\s*查看更多\s*(?:责任编辑[：:]?.{0,20})?$",
        r"分享(?:让更多人看到|到：?)$",
        rf"[【\[(（\s]*{_DUTY}\s*[：:/|｜]\s*{_NAMES}(?:\s*[A-Z]{{1,3}}\d{{2,6}})?\s*[】\])）]?$",
        rf"(?<=[。！？”）)\s]){_DUTY}\s?{_PERSON}$",
        rf"(?<=[。！？”）)\s])(?:文|图|采写|文/图|撰文|作者)\s*[：:/]\s*{_NAMES}$",
        r"更多精彩(?:内容|资讯)请(?:进入|关注)\S{2,12}$",
        r"[（(]?(?:此文|本文)?内容为企业供稿[，,]仅供参考。?[）)]?$",
        r"(?:新闻线索报料通道|爆料热线|报料热线)[：:].{0,120}$",
        rf"(?<=[。！？”）)*\s])[（(【]?\s*{_SOURCE}\s*[：:]\s*[^\s，。；]{{2,24}}[】）)]?$",
        r"[（(]\s*《[^《》]{2,16}》\s*[（(]?\s*20\d\d年\d{1,2}月\d{1,2}日.{0,10}版\s*[）)]*$",
        r"《[^《》]{2,16}》\s*[（(]\s*20\d\d年\s*\d{1,2}月\s*\d{1,2}日\s*.{0,10}版\s*[）)]$",
        r"[（(](?:免责|声明)[^（）()]{0,100}[）)]$",
        r"(?<=[。！？”）)])(?:免责声明|风险提示|广告声明|版权声明)[：:].{0,200}$",
        r"(?<=[。！？”）)])关键词[：:].{0,60}$",
        r"[【\[](?:纠错|查看原文|关闭|打印)[】\]]$",
        r"https?://[\w./?=&%#\-]+$",
    )
)
# What the end of a paragraph is searched for furniture.
_TAIL = 320


@lru_cache(maxsize=10_000)
def is_furniture(text: str) -> bool:
    """Tell whether a line by itself is furniture."""
    if len(text) > 400:
        return False
    plain = simplify(text)
    if len(text) > _SHORT:
        return _NOTICE.match(plain) is not None or _APPEAL.match(plain) is not None
    return any(pattern.match(plain) for pattern in _LINES) or is_byline(plain) or _APPEAL.match(plain) is not None


@lru_cache(maxsize=10_000)
def is_byline(text: str) -> bool:
    """Tell whether a line names its reporters and nothing else."""
    return len(text) <= 80 and BYLINE.match(simplify(text)) is not None


def is_list_head(text: str) -> bool:
    """Tell whether a line heads a list of other articles."""
    return len(text) <= 24 and LIST_HEAD.match(simplify(text)) is not None


def trimmed_end(text: str) -> int:
    """Return how much of a line is left without the furniture at its end."""
    end = len(text)
    while True:
        base = max(0, end - _TAIL)
        tail = simplify(text[base:end])
        found = next((match for pattern in _TAILS if (match := pattern.search(tail))), None)
        if found is None:
            return end
        end = base + len(tail[: found.start()].rstrip())
        if end == 0:
            return 0
