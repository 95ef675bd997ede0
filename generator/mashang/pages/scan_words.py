"""What scan pages say, kind by kind: the sorts of message, the sentences of each state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mashang.feedback import COMPLAINT, MESSAGES, PRAISE, SUGGESTION, UNRESOLVED, Message
from mashang.model import CodeKind


@dataclass(frozen=True, slots=True)
class Words:
    """The wording of one kind. ``messages`` are the sorts of message with the labels that fit the kind."""

    heading: str
    question: str
    messages: tuple[Message, ...]
    hint: str
    heading_without_form: str
    sentences_without_form: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferralWords:
    """The wording where nothing can be rated any more."""

    heading: str
    sentences: tuple[str, ...]
    neighbours: str
    closed_heading: Mapping[CodeKind, str]
    closed: Mapping[CodeKind, str]
    withdrawn: Mapping[CodeKind, str]


_REPORTS = (
    replace(COMPLAINT, label="监督投诉", note="不作为、乱作为、乱收费等"),
    replace(UNRESOLVED, note="符合条件却没有办成"),
    SUGGESTION,
    PRAISE,
)


def _without_form(what: str) -> tuple[str, ...]:
    return (f"本页不能直接提交意见，请用下面任意一种方式告诉我们。联系时报上本页的码，我们就知道说的是{what}。",)


WORDS: Mapping[CodeKind, Words] = {
    CodeKind.WINDOW: Words(
        heading="请您评价",
        question="您对这次服务满意吗？",
        messages=MESSAGES,
        hint="什么时间、办什么事、遇到什么情况，写清楚便于核实。",
        heading_without_form="评价和反映问题",
        sentences_without_form=_without_form("哪个窗口"),
    ),
    CodeKind.MATTER: Words(
        heading="办过了？请您评价",
        question="您对这件事的办理满意吗？",
        messages=MESSAGES,
        hint="什么时间、在哪里办、遇到什么情况，写清楚便于核实。",
        heading_without_form="评价和反映问题",
        sentences_without_form=_without_form("哪个事项"),
    ),
    CodeKind.MEASURE: Words(
        heading="请您评价",
        question="您对这项措施的落实满意吗？",
        messages=MESSAGES,
        hint="您申请过没有、享受到没有、卡在哪里，写清楚便于核实。",
        heading_without_form="评价和反映问题",
        sentences_without_form=_without_form("哪项措施"),
    ),
    CodeKind.ENTERPRISE: Words(
        heading="请您监督",
        question="您对为企业服务的情况满意吗？",
        messages=_REPORTS,
        hint="哪个单位、什么人、什么时间、什么事，写清楚便于核实。",
        heading_without_form="怎样反映",
        sentences_without_form=_without_form("哪家企业的码，不用再报企业名称"),
    ),
}

REFERRAL = ReferralWords(
    heading="要投诉、建议，请找我们",
    sentences=("已经停用的码不再收评价。您遇到的问题仍然可以反映：",),
    neighbours="请到同一大厅、同一单位的这些窗口办理：",
    closed_heading={
        CodeKind.WINDOW: "这个窗口已停用",
        CodeKind.ENTERPRISE: "这个监督码已停用",
        CodeKind.MATTER: "这个事项已不在清单里",
        CodeKind.MEASURE: "这项措施已不在清单里",
    },
    closed={
        CodeKind.WINDOW: "请到大厅的其他窗口或咨询台，说明要办的事，由工作人员引导办理。",
        CodeKind.ENTERPRISE: "企业仍在经营的，请打下面的电话，我们为您换发新码。",
        CodeKind.MATTER: "它可能已经取消，或并入了别的事项。请打下面的电话问清楚再去办。",
        CodeKind.MEASURE: "它可能已经取消，或并入了别的措施。具体情况请打下面的电话询问。",
    },
    withdrawn={
        CodeKind.WINDOW: "要办事，请看大厅现在有哪些窗口；也可以打下面的电话询问。",
        CodeKind.ENTERPRISE: "企业仍在经营的，请打下面的电话，我们为您换发新码。",
        CodeKind.MATTER: "要办事，请看现在的事项清单；也可以打下面的电话询问。",
        CodeKind.MEASURE: "要了解措施，请看现在的措施清单；也可以打下面的电话询问。",
    },
)
