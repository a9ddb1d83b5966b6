"""States before and after the window, Sec. III: atom A, Alice's field R, the purification R'.

The isometry (8) is the emission of the atom with the field in its vacuum; by applying it the
states (7), (9) and (10), and what the atom's population can be inferred from.
"""

from collections.abc import Iterable

from sympy import (
    Expr,
    I,
    S,
    Symbol,
    diff,
    exp,
    expand,
    sqrt,
)

from derive import symbols as sym
from derive.emission.emission import (
    emitted_norm,
    excited_state,
    hamiltonian_matrix,
    photon_amplitude,
)
from derive.model.domain import HISTORY, POPULATION, WINDOW, nonnegative, real
from derive.model.equation import equation
from derive.model.hilbert import (
    Isometry,
    Ket,
    Label,
    Labels,
    One,
    apply,
    arrange,
    inner,
    ket,
    project,
    tensor,
)
from derive.model.steps import step

# States before and after the window: factors A (atom), R (Alice's field), R' (purification).


def emission_isometry(mode: Symbol, time: Expr) -> Isometry:
    """The evolution of the atom and a field in its vacuum during `time`, mode by mode."""
    survival = excited_state()["e,0"].subs(sym.t, time)
    photon = photon_amplitude(mode, time)
    return Isometry(
        ("A", "R"),
        {
            ("e", "0"): ket("A R", {("e", "0"): survival, ("g", One(mode)): photon}),
            # H does not couple |g,0>, and the interaction picture takes its phase out.
            ("g", "0"): ket("A R", {("g", "0"): S.One}),
        },
    )


@equation("8", r"U_{AR}", domain=WINDOW, title="evolution of atom and field in a window")
def window_evolution() -> dict[str, Expr]:
    """Matrix elements of Eq. (8), input > output; c_q(t) is Eq. (3) for Alice's mode q."""
    return {
        f"{source[0]}>{_name(labels)}": amplitude
        for source, image in emission_isometry(sym.q, sym.t).images.items()
        for labels, amplitude in image.terms
    }


def input_ket() -> Ket:
    """An atom excited at -t0, its emission so far in R', and Alice's field in the vacuum."""
    earlier = apply(emission_isometry(sym.k, sym.t0), ket("A R", {("e", "0"): S.One}))
    purified = Ket(("A", "R'"), earlier.terms)
    return arrange(tensor(purified, ket("R", {("0",): S.One})), "A R R'")


@equation("7", r"|\Psi_{in}\rangle_{ARR'}", domain=HISTORY, title="state before the window")
def state_before() -> dict[str, Expr]:
    """Amplitudes of Eq. (7); c_k(t0) is Eq. (3) at t0."""
    for source, image in emission_isometry(sym.k, sym.t0).images.items():
        step(rf"U|{source[0]}\rangle_A|0\rangle", image, "The emission during t0, into R'")
    return _parts(input_ket())


def output_modes_ket() -> Ket:
    """The state after the window with all modes q of R and k of R' told apart."""
    window_evolution()  # Eq. (9) uses (8)
    state_before()
    return apply(emission_isometry(sym.q, sym.t), input_ket())


@equation("9", r"|\Psi_{out}\rangle_{ARR'}", domain=HISTORY, title="state after the window")
def state_after() -> dict[str, Expr]:
    """Amplitudes of Eq. (9), the isometry (8) on the state (7)."""
    step(r"|\Psi_{in}\rangle_{ARR'}", input_ket(), "The state (7), on which the isometry (8) acts")
    return _parts(output_modes_ket())


def _collective(vector: Ket) -> Ket:
    """Each field's photon in the one mode it is emitted into: sum_k c_k |1_k> = z |1>.

    |z|**2 is the norm of the left-hand side; the phase theta of z fixes that of |1>.
    """
    terms: dict[Labels, Expr] = {
        tuple("1" if isinstance(x, One) else x for x in labels): _gather(amplitude)
        for labels, amplitude in vector.terms
    }
    return ket(" ".join(vector.factors), terms)


def _gather(amplitude: Expr) -> Expr:
    def mode_norm(_: Expr, time: Expr) -> Expr:
        return exp(I * sym.theta) * sqrt(emitted_norm().subs(sym.t, time))

    return amplitude.replace(photon_amplitude, mode_norm)


@equation(
    "10", r"|\Psi_{out}\rangle_{ARR'}", domain=HISTORY & real(sym.theta), title="(9), one mode"
)
def state_after_collective() -> dict[str, Expr]:
    """Amplitudes of Eq. (10): |1> is the normalised mode of the emitted photon, R and R' alike."""
    state_after()
    step(r"\sum_q |c_q(t)|^2", emitted_norm(), "The norm of the emitted photon's mode")
    return _parts(output_ket())


def output_ket() -> Ket:
    """The ket of Eq. (10) on A, R, R', labels "e"/"g" and "0"/"1"; its norm is 1."""
    return _collective(output_modes_ket())


def window_isometry() -> Isometry:
    """The evolution (8) with the photon in its collective mode: A, R in the vacuum -> A, R."""
    window_evolution()  # what this gathers is (8)
    images = emission_isometry(sym.q, sym.t).images
    return Isometry(("A", "R"), {source: _collective(image) for source, image in images.items()})


def purified_input_ket() -> Ket:
    """Any state rho_A of the atom, purified by R' (labels "0", "1"), Alice's field in the vacuum.

    At rho01 = 0 and rho11 = exp(-Gamma t0) it is (7). Domain: rho11 > 0; its limit for rho11 -> 0
    is the ground state, since c <= sqrt(rho00 rho11).
    """
    overlap = sym.rho01 / sqrt(sym.rho11)  # R' = "0" goes with |e>; |g> may share it
    rest = sqrt(sym.rho00 * sym.rho11 - sym.c**2) / sqrt(sym.rho11)
    atom = ket("A R'", {("e", "0"): sqrt(sym.rho11), ("g", "0"): overlap, ("g", "1"): rest})
    return arrange(tensor(atom, ket("R", {("0",): S.One})), "A R R'")


def purified_output_ket() -> Ket:
    """The state after the window for any rho_A, on A, R, R' with the collective mode in R."""
    return apply(window_isometry(), purified_input_ket())


# What the atom's population can be inferred from.


def emission_probability() -> Expr:
    """Probability that the window's field holds a photon, for any rho_A; dimensionless."""
    photon = project(purified_output_ket(), "R", "1")
    return expand(inner(photon, photon))


@equation("text:emission-rate", "I", domain=WINDOW & POPULATION, title="photon emission rate")
def emission_rate() -> Expr:
    """I(t), photons per second of one atom: the time derivative of the emission probability."""
    return diff(emission_probability(), sym.t)


@equation(
    "text:gibbs", r"\rho_{11}", domain=nonnegative(sym.beta_omega), title="thermal population"
)
def thermal_population() -> Expr:
    """rho11 of exp(-H/(k_B T))/Z for the atom's own part of H; beta_omega = hbar omega/(k_B T)."""
    ground, excited = hamiltonian_matrix().diagonal()[:2]
    gap = expand((excited - ground) / sym.omega) * sym.beta_omega
    return 1 / (1 + exp(gap))


def _parts(vector: Ket) -> dict[str, Expr]:
    return {_name(labels): amplitude for labels, amplitude in vector.terms}


def _name(labels: Iterable[Label]) -> str:
    return ",".join(map(str, labels))
