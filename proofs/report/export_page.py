"""What ``sponte export --list`` says, as rows of a label and a text."""

from collections.abc import Iterator

from derive.export import quantities, targets
from derive.numeric.registry import PARAMETERS
from proofs.report.pages import Row


def export_page() -> Iterator[Row]:
    """Each quantity with its parameters, unit and accuracy; then the parameters; the targets."""
    used: dict[str, None] = {}
    for found in quantities():
        forms = " or ".join(f"({', '.join(v.parameters)})" for v in found.variants)
        used |= dict.fromkeys(p for variant in found.variants for p in variant.parameters)
        yield found.name, f"Eq. ({found.equation}), {found.title}"
        yield "", f"{forms}; unit {found.unit}; {found.accuracy}"
    for parameter in map(PARAMETERS.__getitem__, used):
        yield parameter.name, f"{parameter.meaning}: {parameter.domain}"
    yield "targets", ", ".join(targets())
