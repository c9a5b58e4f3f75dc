"""The types of the law: a licence version, its terms, and the use it is asked about.

Every term keeps the clause it was read in and how sure the reading is. A term that was not
read is ``UNKNOWN``, which is never the same as "no condition".
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """How a term is known."""

    VERIFIED = "verified"
    """Read in the licence text, at the clause given."""
    SECONDARY = "secondary"
    """Taken from somebody else's summary."""
    UNKNOWN = "unknown"
    """Not read, not found or not decided."""


WHOLE_TEXT = "whole text"
"""The clause of a term on which the whole text, having been read, says nothing."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term's value, the clause that says it, and how it is known.

    ``exempt`` names what a bar leaves out: ``own-family`` (the licensed model and its
    derivatives), ``non-commercial`` (unpaid ends), ``research`` (research by companies too).
    ``covers`` names what a term is about besides what its name says: ``materials`` where a bar on
    training with outputs is also one on improving other models with the work itself, ``work``
    where the conditions of commercial use stand with each work and not in the text,
    ``quantized`` where a quantised file is a derivative by the text, ``copies`` where a rule on
    the licences of derivatives is one on copies too, ``kept`` where a copy keeps its licence
    though derivatives need not, ``combined`` and ``linked`` where another licence is accepted for
    works made of one under it too, or linked with one, ``permissive`` where a licence that allows
    as much does as well.
    """

    value: str
    clause: str = ""
    status: Status = Status.VERIFIED
    note: str = ""
    exempt: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


UNREAD = Term("unknown", status=Status.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Terms:
    """What one licence version says, term by term.

    Values are words of a small vocabulary (``docs/licences/vocabulary.md``):

    * ``commercial``: ``yes | conditional | no | disputed``
    * ``purpose``: ``any | non-commercial | research``, the purposes that the grant covers
    * ``copies``: ``yes | nc-only | no``, sharing unchanged copies
    * ``derivatives``: ``yes | nc-only | no | never | disputed``, sharing what was made from the
      work (``never``: not even making it is licensed)
    * ``sublicence``: ``yes | no | silent``, granting one's own rights on to others
    * ``derivative_licence``: ``any`` (nothing is asked), ``any-with-notices``,
      ``agreement-binds`` (any terms may be added, and the agreement still binds beside them),
      ``conditions-follow`` (any terms, and the conditions follow every derivative work),
      ``carry-restrictions`` (other terms if the use restrictions stay enforceable),
      ``agreement-stays`` (no sublicence; the agreement goes along), ``original-stays`` (own
      contributions under any terms, the original keeps its own), ``same`` (this licence, or one
      of ``Licence.accepts``), ``none``
    * ``field_of_use``: ``none | law-only | policy | attachment | inline``
    * ``flow_down``: ``none | notices | licence-copy | agreement-copy | enforceable-clause |
      similar-clause | passes-on | no-further-restrictions``
    * ``results``: ``free | attribution | disputed | barred``, what a dataset's terms mean for a
      model trained on it
    * ``distillation``: ``no | silent | if-similar | any``, whether training on outputs makes a
      derivative
    * ``outputs_train``: ``free | silent | named | displayed | derivative-if-similar | derivative |
      other-llm-barred | any-model-barred | foundation-barred | competing-barred |
      commercial-barred | nc-only | disputed``, what the text says on training another model with
      outputs
    * ``outputs_use``: ``free | silent | nc-only | disputed``, using and selling outputs themselves
    * ``outputs_owner``: ``user | licensor | unclaimed | silent``, who owns outputs by the text
      (``unclaimed``: the licensor claims nothing)
    * ``hosting``: ``distribution | contains | uses | network | network-modified | silent |
      nc-only | disputed | prohibited``, what makes a hosted service owe the duties of
      distribution, or bars it
    * ``remote_control``: ``yes | no``, whether the licensor reserves to restrict usage remotely
    * ``patent``, ``litigation``, ``revocation``, ``acceptance``: short phrases for people
    """

    commercial: Term = UNREAD
    purpose: Term = UNREAD
    copies: Term = UNREAD
    derivatives: Term = UNREAD
    sublicence: Term = UNREAD
    derivative_licence: Term = UNREAD
    field_of_use: Term = UNREAD
    flow_down: Term = UNREAD
    results: Term = UNREAD
    distillation: Term = UNREAD
    outputs_train: Term = UNREAD
    outputs_use: Term = UNREAD
    outputs_owner: Term = UNREAD
    hosting: Term = UNREAD
    remote_control: Term = UNREAD
    patent: Term = UNREAD
    litigation: Term = UNREAD
    revocation: Term = UNREAD
    acceptance: Term = UNREAD


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that somebody must do.

    ``when`` holds the activities of a use that bring the duty about (``any`` = always);
    ``modified`` is true where only a changed work brings it about, ``copies_only`` where only an
    unchanged one does, ``commercial_only`` where
    only commercial use does, ``end_user_exempt`` where it does not bind who receives the work
    inside somebody else's product. ``on_outputs`` is true where it also binds who shares another
    model that was trained on outputs, ``multimodal_only`` where only a multimodal model brings it
    about. ``value`` is an exact text that the licence prescribes (a notice sentence, a name
    prefix), else empty; ``or_values`` are texts that do as well.

    ``proof`` names the fact that can prove the duty unmet: ``licence-file``, ``notice-file``,
    ``model-card`` (a file of that kind is missing), ``notice-anywhere`` (it is in no file and not
    shown), ``text-or-link`` (neither a text nor a card is there), ``shown`` (the words are not),
    ``source-offer`` (nothing of the source is shown), ``name``, ``registered``; empty where no
    fact can.
    """

    kind: str
    text: str
    clause: str
    when: tuple[str, ...]
    modified: bool = False
    copies_only: bool = False
    commercial_only: bool = False
    end_user_exempt: bool = False
    on_outputs: bool = False
    multimodal_only: bool = False
    value: str = ""
    or_values: tuple[str, ...] = ()
    proof: str = ""
    status: Status = Status.VERIFIED


@dataclass(frozen=True, slots=True)
class Threshold:
    """A size above which the grant changes.

    ``metric`` is ``mau`` (monthly active users), ``dau`` (daily ones), ``visits`` (in a month) or
    ``revenue`` (``currency`` per ``period``, which is ``month`` or ``year``); ``basis`` is
    ``release`` (the month before the version's release, once) or ``ongoing``. The limit bites
    strictly above ``amount``, or at it where ``inclusive``. ``scope`` says whose size counts:
    ``licensee``, ``affiliates`` (with the licensee) or ``product``.

    ``effect`` is ``request`` (no rights until the licensor grants them), ``agreement`` (a
    separate agreement is needed first), ``no-rights``, ``terminate`` or ``display`` (``value``
    must then be shown). ``business`` is ``any``, or the kind of business that alone is meant:
    ``model-service`` (offering the model to third parties as a service) or ``image``.
    ``end_user_exempt`` is true where it does not bind who receives the work inside somebody
    else's product, ``internal_exempt`` where it does not bind internal use; ``non_commercial``
    says whether it binds unpaid use: ``bound``, ``free``, ``unserved`` (free as long as it is not
    offered to others as a service) or ``disputed``.
    """

    metric: str
    amount: int
    period: str
    basis: str
    effect: str
    text: str
    clause: str
    currency: str = "USD"
    inclusive: bool = False
    scope: str = "affiliates"
    business: str = "any"
    end_user_exempt: bool = False
    internal_exempt: bool = False
    non_commercial: str = "bound"
    value: str = ""
    status: Status = Status.VERIFIED


@dataclass(frozen=True, slots=True)
class Territory:
    """People or places that the grant leaves out.

    ``test`` is ``domicile`` (who the licensee is) or ``use`` (where it is used);
    ``subject`` is ``all`` or ``multimodal``. ``released`` says how many of the models that came
    out under the licence are of that subject: ``some`` (the model at hand decides), ``every`` (a
    task tag proves no exception) or ``none`` (the exclusion has no effect as yet).
    ``covers_outputs`` is true where outputs may not be used there either.
    """

    regions: tuple[str, ...]
    test: str
    subject: str
    end_user_exempt: bool
    text: str
    clause: str
    released: str = "some"
    covers_outputs: bool = False
    status: Status = Status.VERIFIED


@dataclass(frozen=True, slots=True)
class Licence:
    """One version of one licence, or one Hub identifier that names no version (``family``).

    ``attachment`` is the set of use restrictions, as ids that compare across licences.
    ``accepts`` lists the other licences that a ``same`` licence lets a derivative take.
    ``url`` is where the licence is published, ``source`` the copy that its terms were read in.
    ``members`` of a family are the licences that its name may mean.
    """

    id: str
    name: str
    kind: str
    short: str = ""
    hub: str = ""
    spdx: str = ""
    scancode: str = ""
    aliases: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ("any",)
    url: str = ""
    source: str = ""
    released: str = ""
    note: str = ""
    terms: Terms = field(default_factory=Terms)
    attachment: frozenset[str] = frozenset()
    accepts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    territory: tuple[Territory, ...] = ()

    @property
    def title(self) -> str:
        """The name a sentence uses: short where there is a short one."""
        return self.short or self.name

    @property
    def is_family(self) -> bool:
        """Whether the identifier names a family of licences and no one of them."""
        return self.kind == "family"
