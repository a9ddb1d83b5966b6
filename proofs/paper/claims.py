"""What the paper prints, as data, in its order: arXiv 2512.05713.

Nothing here is derived and nothing in :mod:`derive` reads it. `latex` repeats the printed line,
`printed` says the same in the language of ``sponte check``. Where the paper uses words only, the
claim carries the words.
"""

from derive.model.domain import QUBIT, WINDOW
from proofs.paper.claim import Claim, Kind
from proofs.paper.paper import Section

R17 = (
    "-S_rho - rho11*(1 - exp(-Gamma*t))*log(rho11*(1 - exp(-Gamma*t)))"
    " - mu_1*log(mu_1) - mu_2*log(mu_2)"
)
B19 = "rho11*(-(1 - exp(-Gamma*t))*log(1 - exp(-Gamma*t)) - exp(-Gamma*t)*log(exp(-Gamma*t)))"
CLICKS = "-Sum((1-p)**(k-1)*p*rho11*log((1-p)**(k-1)*p*rho11), (k, 1, n))"
R25 = f"-S_rho {CLICKS.replace('-Sum', '- Sum')} - mu_1*log(mu_1) - mu_2*log(mu_2)"
B28 = "rho11*(1 - (1-p)**n)/p*(-p*log(p) - (1-p)*log(1-p))"
SHANNON = "-Sum(p_i*log(p_i), (i, 1, m))"
PHASE = "-log(2*Phi(lambda_/sqrt(tau)) - 1)"
PHASE_REMARK = "a min-entropy; it assumes that Eve holds nothing of the vacuum modes"
VACUUM = "exp(-Gamma*(t + t0)) + 1 - exp(-Gamma*t0)"
LABEL = "the registers are printed as A R' R' where A, R and R' are meant"

SECTION_II = (
    Claim(
        "1",
        r"H = \sum_{\mathbf{k}} \hbar \omega_{\mathbf{k}} a_{\mathbf{k}}^\dagger a_{\mathbf{k}}"
        r" + \frac{1}{2} \hbar \omega \sigma_z + \hbar \sum_{\mathbf{k}} \vec{g}_{\mathbf{k}}"
        r" (\sigma_+ a_{\mathbf{k}} + \sigma_- a_{\mathbf{k}}^\dagger)",
        kind=Kind.DEFINITION,
        remarks=(
            "a real g_k as printed cannot give the phase exp(-i k.r0) of Eq. (3): the coupling of"
            " sigma_- a_k^dagger has to be g_k exp(-i k.r0), and its conjugate on the other term",
            "the mode frequencies are omega_k here and nu_k in Eq. (3); g_k is printed as a vector",
        ),
    ),
    Claim(
        "2",
        r"|\psi(t)\rangle = e^{-\Gamma t/2} |e, 0\rangle + \sum_{\mathbf{k}} c_k(t) |g,"
        r" 1_{\mathbf{k}}\rangle",
        {"e,0": "exp(-Gamma*t/2)", "g,1_k": "c_k(t)"},
    ),
    Claim(
        "3",
        r"c_k(t) = g_{\mathbf{k}} e^{-i\mathbf{k}\cdot\mathbf{r}_0} \left[ \frac{1 - e^{i(\omega -"
        r" \nu_k)t - \Gamma t/2}}{(\nu_k - \omega) + i\Gamma/2} \right]",
        "g_k*exp(-I*k_dot_r0)*(1 - exp(I*(omega - nu_k)*t - Gamma*t/2))/((nu_k - omega) +"
        " I*Gamma/2)",
        put_into="emission.emission.amplitude_residual",
        remarks=(
            "the sign of (omega - nu_k) t in the exponent: the amplitude equation gives the other"
            " one; the modulus, and with it the sum of |c_k|^2, is right",
        ),
    ),
    Claim(
        "4",
        r"|\psi(\infty)\rangle = |g\rangle \sum_{\mathbf{k}} c_{\mathbf{k}} |1_{\mathbf{k}}\rangle",
        {"e,0": "0", "g,1_k": "g_k*exp(-I*k_dot_r0)/((nu_k - omega) + I*Gamma/2)"},
        remarks=("the limit of c_k(t); the sign in Eq. (3) does not reach it",),
    ),
    Claim(
        "5",
        r"R(\rho, P) = S(A'|E) = S(\rho^{P,\text{diag}}) - S(\rho)",
        {
            "rank-one": "-Sum(p_i*log(p_i), (i, 1, d)) + Sum(lambda_j*log(lambda_j), (j, 1, d))",
            "coarse-grained": R17,
        },
        kind=Kind.CASES,
        remarks=(
            "holds for a PVM of rank one; for a coarse-grained one, as in (17) and (25),"
            " S(diag) - S(rho) is H(X|E), and S(A'|E) is H(X) - S(rho)",
        ),
    ),
    Claim(
        "6",
        r"R(\rho, M) = \min_{\sigma, P} R(\rho \otimes \sigma, P)",
        kind=Kind.IMPORTED,
        contrast="17",
        remarks=(
            "taken literally the minimum is smaller than (17): the derived value is that of one"
            " extension with a mixed ancilla, and it vanishes at rho01 = 0; (17)-(28) assume that"
            " the field is pure vacuum and the dilation the physical one",
        ),
    ),
    Claim(
        "text:classical-mixture",
        r"\text{classical mixtures } (|0\rangle\langle 0| + |1\rangle\langle 1|)/2 \text{ yield no"
        r" intrinsic randomness}",
        "0",
    ),
)

SECTION_III = (
    Claim(
        "7",
        r"|\Psi_{in}\rangle_{AR'R'} = \left( e^{-\Gamma t_0/2} |e\rangle_A |0\rangle_{R'} +"
        r" \sum_{\mathbf{k}} c_{\mathbf{k}}(t_0) |g\rangle_A |1_{\mathbf{k}}\rangle_{R'} \right)"
        r" \otimes |0\rangle_R",
        {"e,0,0": "exp(-Gamma*t0/2)", "g,0,1_k": "c_k(t0)"},
        remarks=(LABEL,),
    ),
    Claim(
        "8",
        r"U_{AR} : \begin{cases} |e\rangle_A |0\rangle_R \mapsto e^{-\Gamma t/2} |e\rangle_A"
        r" |0\rangle_R + \sum_q c_q(t) |g\rangle_A |1_q\rangle_R \\ |g\rangle_A |0\rangle_R \mapsto"
        r" |g\rangle_A |0\rangle_R \end{cases}",
        {"e>e,0": "exp(-Gamma*t/2)", "e>g,1_q": "c_q(t)", "g>g,0": "1"},
        remarks=("fixes U on the vacuum only: an isometry of the atom, which is all that is used",),
    ),
    Claim(
        "9",
        r"|\Psi_{out}\rangle_{AR'R'} = e^{-\Gamma t_0/2} \left( e^{-\Gamma t/2} |e\rangle_A"
        r" |0\rangle_R + \sum_q c_q(t) |g\rangle_A |1_q\rangle_R \right) |0\rangle_{R'} +"
        r" |g\rangle_A |0\rangle_R \otimes \sum_{\mathbf{k}} c_{\mathbf{k}}(t_0)"
        r" |1_{\mathbf{k}}\rangle_{R'}",
        {
            "e,0,0": "exp(-Gamma*t0/2)*exp(-Gamma*t/2)",
            "g,1_q,0": "exp(-Gamma*t0/2)*c_q(t)",
            "g,0,1_k": "c_k(t0)",
        },
        remarks=(LABEL,),
    ),
    Claim(
        "10",
        r"|\Psi_{out}\rangle_{AR'R} = e^{-\Gamma t_0/2} \left( e^{-\Gamma t/2} |e\rangle_A"
        r" |0\rangle_R + e^{i\theta} \sqrt{1 - e^{-\Gamma t}} |g\rangle_A |1\rangle_R \right)"
        r" \otimes |0\rangle_{R'} + e^{i\theta} \sqrt{1 - e^{-\Gamma t_0}} |g\rangle_A"
        r" |0\rangle_R \otimes |1\rangle_{R'}",
        {
            "e,0,0": "exp(-Gamma*t0/2)*exp(-Gamma*t/2)",
            "g,1,0": "exp(-Gamma*t0/2)*exp(I*theta)*sqrt(1 - exp(-Gamma*t))",
            "g,0,1": "exp(I*theta)*sqrt(1 - exp(-Gamma*t0))",
        },
    ),
)

SECTION_IV_A = (
    Claim(
        "11",
        r"\rho_R = \begin{pmatrix} 1 - e^{-\Gamma t_0} (1 - e^{-\Gamma t}) & 0 \\ 0 & e^{-\Gamma"
        r" t_0} (1 - e^{-\Gamma t}) \end{pmatrix}",
        "[[1 - exp(-Gamma*t0)*(1 - exp(-Gamma*t)), 0], [0, exp(-Gamma*t0)*(1 - exp(-Gamma*t))]]",
    ),
    Claim(
        "text:classical-state",
        r"\text{This is a classical state containing no intrinsic randomness}",
        {"example": "0", "coherent": "0"},
        kind=Kind.CASES,
        remarks=(
            "the field is coherent wherever rho_A is, and Eve then cannot predict the outcome",
        ),
    ),
    Claim(
        "12",
        r"\Pr(i) = \text{tr} \left[ (P_i \otimes I_A) U_{AR}^\dagger (\rho_A \otimes |0\rangle"
        r"\langle 0|_R) U_{AR} \right]",
        {f"Pr_{j}": f"tr(P_{j}*dagger(U)*rho*U)" for j in range(3)},
        remarks=(
            "U and its adjoint are exchanged; judged on two time bins, since for one bin the"
            " no-click Kraus operator is normal and both orders give the same numbers",
        ),
    ),
    Claim(
        "text:pi-dilation",
        r"\Pi_i = U_{AR}(P_i \otimes I_A)U_{AR}^\dagger",
        {f"Pi_{j}": f"U*P_{j}*dagger(U)" for j in range(2)},
        remarks=(
            "U and its adjoint are exchanged: the readout before the emission is U^+ (P x I) U",
        ),
    ),
    Claim(
        "13",
        r"R(\rho_A \otimes |0\rangle\langle 0|_R, \Pi)",
        "S(Pi_0*rho*Pi_0) + S(Pi_1*rho*Pi_1) - S(rho)",
        remarks=("with Pi_i as derived; this is the value (17)",),
    ),
    Claim(
        "14",
        r"E_0 = \begin{pmatrix} 1 & 0 \\ 0 & e^{-\Gamma t} \end{pmatrix}, \quad E_1 ="
        r" \begin{pmatrix} 0 & 0 \\ 0 & 1 - e^{-\Gamma t} \end{pmatrix}",
        {"E_0": "[[1, 0], [0, exp(-Gamma*t)]]", "E_1": "[[0, 0], [0, 1 - exp(-Gamma*t)]]"},
    ),
    Claim(
        "15",
        r"M_0 = \begin{pmatrix} 1 & 0 \\ 0 & e^{-\Gamma t/2} \end{pmatrix}, \quad M_1 ="
        r" \begin{pmatrix} 0 & \sqrt{1 - e^{-\Gamma t}} \\ 0 & 0 \end{pmatrix}",
        {
            "M_0": "[[1, 0], [0, exp(-Gamma*t/2)]]",
            "M_1": "[[0, sqrt(1 - exp(-Gamma*t))], [0, 0]]",
        },
        remarks=("the phase theta of (10) is absorbed in the mode |1>",),
    ),
    Claim(
        "16",
        r"\tau_{AR}^0 = \frac{1}{\rho_{00} + e^{-\Gamma t} \rho_{11}} \begin{pmatrix} \rho_{00} &"
        r" \sqrt{e^{-\Gamma t}} \rho_{01} \\ \sqrt{e^{-\Gamma t}} \rho_{10} & e^{-\Gamma t}"
        r" \rho_{11} \end{pmatrix}_A \otimes |0\rangle\langle 0|_R, \quad \tau_{AR}^1 ="
        r" \begin{pmatrix} 1 & 0 \\ 0 & 0 \end{pmatrix}_A \otimes |1\rangle\langle 1|_R",
        {
            "tau_0": "[[rho00/(rho00 + exp(-Gamma*t)*rho11),"
            " sqrt(exp(-Gamma*t))*rho01/(rho00 + exp(-Gamma*t)*rho11)],"
            " [sqrt(exp(-Gamma*t))*rho10/(rho00 + exp(-Gamma*t)*rho11),"
            " exp(-Gamma*t)*rho11/(rho00 + exp(-Gamma*t)*rho11)]]",
            "tau_1": "[[1, 0], [0, 0]]",
        },
    ),
    Claim(
        "text:click-probabilities",
        r"\Pr(0) = \rho_{00} + e^{-\Gamma t} \rho_{11}, \quad \Pr(1) = \rho_{11} (1 - e^{-\Gamma"
        r" t})",
        {"Pr_0": "rho00 + exp(-Gamma*t)*rho11", "Pr_1": "rho11*(1 - exp(-Gamma*t))"},
    ),
    Claim(
        "17",
        r"R(\rho_A \otimes \sigma_R, \Pi) = -S(\rho_A) - \rho_{11} (1 - e^{-\Gamma t}) \log"
        r" [\rho_{11} (1 - e^{-\Gamma t})] - \mu_1(t) \log \mu_1(t) - \mu_2(t) \log \mu_2(t)",
        R17,
        remarks=("this is H(X|E) for the coarse-grained readout, see (5)",),
    ),
    Claim(
        "18",
        r"\mu_{1,2}(t) = \frac{1}{2} \left[ \rho_{00} + e^{-\Gamma t} \rho_{11} \pm"
        r" \sqrt{(\rho_{00}"
        r" - e^{-\Gamma t} \rho_{11})^2 + 4e^{-\Gamma t} |\rho_{01}|^2} \right]",
        {
            f"mu_{j}": f"(rho00 + exp(-Gamma*t)*rho11 {sign}"
            " sqrt((rho00 - exp(-Gamma*t)*rho11)**2 + 4*exp(-Gamma*t)*abs(rho01)**2))/2"
            for j, sign in ((1, "+"), (2, "-"))
        },
    ),
    Claim(
        "prop1",
        r"\text{For fixed } \rho_{11}, \rho_{00} = 1 - \rho_{11} \text{ the function } R(\rho_A)"
        r" \text{ in Eq.~(17) is strictly increasing in } |\rho_{01}|",
        kind=Kind.GROWTH,
        of="17",
        variable="c",
        domain=QUBIT & WINDOW,
        theorem="randomness_increases_with_coherence",
        remarks=(
            "at t = 0 the randomness is zero for every coherence; strict wherever t > 0",
            "the printed proof shows dR/dc >= 0; strictness needs the theorem here",
        ),
    ),
    Claim(
        "text:mu-at-zero-coherence",
        r"\mu_1 = \rho_{00} \text{ and } \mu_2 = e^{-\Gamma t} \rho_{11}",
        {"mu_1": "rho00", "mu_2": "exp(-Gamma*t)*rho11"},
        holds_where=("rho00 - exp(-Gamma*t)*rho11",),
        remarks=(
            "where exp(-Gamma t) rho11 exceeds rho00 the two are exchanged, which leaves the bound"
            " (19) as it is",
        ),
    ),
    Claim(
        "19",
        r"R \geq \rho_{11} [-(1 - e^{-\Gamma t}) \log(1 - e^{-\Gamma t}) - e^{-\Gamma t} \log"
        r" e^{-\Gamma t}]",
        B19,
        kind=Kind.BOUND,
        of="17",
        theorem="bound_single_with_edges",
    ),
    Claim(
        "text:emission-rate",
        r"I = \Gamma \rho_{11}",
        "Gamma*rho11",
        holds_at={"t": "0"},
        remarks=("only at the opening of the window; later the rate decays with the population",),
    ),
    Claim(
        "text:gibbs",
        r"\rho_{11} \text{ can be obtained from the temperature of the heat bath (Gibbs state)}",
        "exp(-beta_omega/2)/(exp(beta_omega/2) + exp(-beta_omega/2))",
        remarks=("the paper prints no formula; a bath of positive temperature gives at most 1/2",),
    ),
)

SECTION_IV_B = (
    Claim("text:outcomes", r"n + 1 \text{ possible values}", "n + 1"),
    Claim("text:bin-probability", r"p = 1 - e^{-\Gamma t/n}", "1 - exp(-Gamma*t/n)"),
    Claim(
        "20",
        r"|0\rangle_A |0\rangle_R \mapsto |0\rangle_A |0\rangle_R, \quad |1\rangle_A |0\rangle_R"
        r" \mapsto \sqrt{1-p} |1\rangle_A |0\rangle_R + \sqrt{p} |0\rangle_A |1\rangle_R",
        {"0>0,0": "1", "1>1,0": "sqrt(1-p)", "1>0,1": "sqrt(p)"},
    ),
    Claim(
        "text:field-dimension",
        r"\text{dimension } 2^n",
        {"dimension": "2**n"},
        remarks=("of these only n + 1 orthogonal states are reached: at most one photon",),
    ),
    Claim(
        "21",
        r"E_0 = \begin{pmatrix} 1 & 0 \\ 0 & (1-p)^n \end{pmatrix}, \quad E_{k \geq 1} ="
        r" \begin{pmatrix} 0 & 0 \\ 0 & p(1-p)^{k-1} \end{pmatrix}",
        {"E_0": "[[1, 0], [0, (1-p)**n]]", "E_k": "[[0, 0], [0, p*(1-p)**(k-1)]]"},
    ),
    Claim(
        "22",
        r"M_0 = \begin{pmatrix} 1 & 0 \\ 0 & \sqrt{(1-p)^n} \end{pmatrix}, \quad M_{k \geq 1} ="
        r" \begin{pmatrix} 0 & \sqrt{p(1-p)^{k-1}} \\ 0 & 0 \end{pmatrix}",
        {"M_0": "[[1, 0], [0, sqrt((1-p)**n)]]", "M_k": "[[0, sqrt(p*(1-p)**(k-1))], [0, 0]]"},
    ),
    Claim(
        "23",
        r"\Pr(0) = 1 - \rho_{11} + (1-p)^n \rho_{11}, \quad \Pr(k \geq 1) = (1-p)^{k-1} p"
        r" \rho_{11}",
        {"Pr_0": "1 - rho11 + (1-p)**n*rho11", "Pr_k": "(1-p)**(k-1)*p*rho11"},
    ),
    Claim(
        "24",
        r"\tau_{AR}^0 = \frac{1}{\rho_{00} + \rho_{11}(1-p)^n} \begin{pmatrix} \rho_{00} &"
        r" \sqrt{(1-p)^n} \rho_{01} \\ \sqrt{(1-p)^n} \rho_{10} & (1-p)^n \rho_{11}"
        r" \end{pmatrix}_A \otimes \bigotimes_{i=1}^n |0\rangle\langle 0|_{R_i}, \quad"
        r" \tau_{AR}^{k \geq 1} = \frac{1}{\rho_{11}(1-p)^{k-1} p} \begin{pmatrix} (1-p)^{k-1} p"
        r" \rho_{11} & 0 \\ 0 & 0 \end{pmatrix}_A \otimes |1\rangle\langle 1|_{R_k} \otimes"
        r" \bigotimes_{i \neq k}^n |0\rangle\langle 0|_{R_i}",
        {
            "tau_0": "[[rho00/(rho00 + rho11*(1-p)**n),"
            " sqrt((1-p)**n)*rho01/(rho00 + rho11*(1-p)**n)],"
            " [sqrt((1-p)**n)*rho10/(rho00 + rho11*(1-p)**n),"
            " (1-p)**n*rho11/(rho00 + rho11*(1-p)**n)]]",
            "tau_k": "[[(1-p)**(k-1)*p*rho11/(rho11*(1-p)**(k-1)*p), 0], [0, 0]]",
        },
    ),
    Claim(
        "25",
        r"R(\rho_A \otimes \sigma_R, \Pi) = -S(\rho_A) - \sum_{k=1}^n (1-p)^{k-1} p \rho_{11}"
        r" \log[(1-p)^{k-1} p \rho_{11}] - \mu_1 \log \mu_1 - \mu_2 \log \mu_2",
        R25,
        remarks=("this is H(X|E) for the coarse-grained readout, see (5)",),
    ),
    Claim(
        "26",
        r"\mu_{1,2} = \frac{1}{2} \left[ \rho_{00} + (1-p)^n \rho_{11} \pm \sqrt{(\rho_{00} -"
        r" (1-p)^n \rho_{11})^2 + 4(1-p)^n |\rho_{01}|^2} \right]",
        {
            f"mu_{j}": f"(rho00 + (1-p)**n*rho11 {sign}"
            " sqrt((rho00 - (1-p)**n*rho11)**2 + 4*(1-p)**n*abs(rho01)**2))/2"
            for j, sign in ((1, "+"), (2, "-"))
        },
    ),
    Claim(
        "text:n1-is-single-photon",
        r"\text{single-photon detection is the case of one time bin}",
        R17,
    ),
    Claim(
        "text:temporal-monotone",
        r"\text{Eq.~(25) is strictly increasing with respect to the off-diagonal term of } \rho_A",
        kind=Kind.GROWTH,
        of="25",
        variable="c",
        theorem="randomness_temporal_increases",
        remarks=(
            "as Proposition 1: not at t = 0, where the randomness is zero for every coherence",
        ),
    ),
    Claim(
        "text:first-line-of-27",
        r"R \geq -S(\rho_A) - \sum_{k=1}^n (1-p)^{k-1} p \rho_{11} \log[(1-p)^{k-1} p \rho_{11}] -"
        r" \rho_{00} \log \rho_{00} - (1-p)^n \rho_{11} \log[(1-p)^n \rho_{11}]",
        f"-S_rho {CLICKS.replace('-Sum', '- Sum')} - rho00*log(rho00)"
        " - (1-p)**n*rho11*log((1-p)**n*rho11)",
        kind=Kind.BOUND,
        of="25",
        holds_at={"c": "0"},
        remarks=(
            "not a bound if S(rho_A) is that of the actual state; it has to be that of the state"
            " without coherence, as the second line writes",
        ),
    ),
    Claim(
        "27",
        r"R \geq \rho_{00} \log \rho_{00} + \rho_{11} \log \rho_{11} - \sum_{k=1}^n (1-p)^{k-1} p"
        r" \rho_{11} [\log \rho_{11} + \log p + (k-1) \log(1-p)] - \rho_{00} \log \rho_{00} -"
        r" (1-p)^n \rho_{11} [n \log(1-p) + \log \rho_{11}]",
        "rho00*log(rho00) + rho11*log(rho11)"
        " - Sum((1-p)**(k-1)*p*rho11*(log(rho11) + log(p) + (k-1)*log(1-p)), (k, 1, n))"
        " - rho00*log(rho00) - (1-p)**n*rho11*(n*log(1-p) + log(rho11))",
        kind=Kind.BOUND,
        of="25",
        theorem="bound_sum_with_edges",
        remarks=("the last two lines; for the first see text:first-line-of-27",),
    ),
    Claim(
        "text:geometric-sum",
        r"\sum_{k=1}^n (k-1)x^{k-1} = [x - nx^n + (n-1)x^{n+1}]/(1-x)^2",
        "(x - n*x**n + (n-1)*x**(n+1))/(1-x)**2",
    ),
    Claim(
        "28",
        r"R \geq \rho_{11} \frac{1 - (1-p)^n}{p} [-p \log p - (1-p) \log(1-p)]",
        B28,
        kind=Kind.BOUND,
        of="25",
        theorem="bound_temporal_with_edges",
    ),
    Claim(
        "text:l1-range",
        r"l_1 \text{ norm of coherence ranges from } 0 \text{ to } 1",
        {"minimum": "0", "maximum": "1"},
    ),
    Claim(
        "fig2",
        r"\text{Fig.~2: Eq.~(25) with both diagonal terms } 1/2 \text{ against the } l_1"
        r" \text{ norm of coherence, for several } n",
        R25.replace("rho11", "(1/2)"),
        remarks=(
            "the figure does not say its Gamma t; `temporal.curves` takes it as a parameter",
            "two curves differ by a constant, the difference of their bounds (28)",
        ),
    ),
    Claim(
        "text:more-bins",
        r"\text{Randomness can also be increased by simply adding more time bins}",
        kind=Kind.GROWTH,
        of="28",
        variable="n",
        theorem="more_bins_more_randomness",
        remarks=(
            "not for an atom in its ground state or at t = 0, where there is nothing to resolve",
            "the part of (25) that depends on the coherence does not depend on n",
        ),
    ),
    Claim(
        "text:continuous-limit",
        r"p = \Gamma\Delta t \ll 1",
        "1",
        kind=Kind.LIMIT,
        of="text:bin-probability",
        variable="t",
        relative_to="Gamma*t/n",
        theorem="bin_probability_limit",
        remarks=(
            "the limit of p/(Gamma dt) for dt to 0; for every dt > 0, p is smaller than Gamma dt",
        ),
    ),
    Claim(
        "29",
        r"\Pr(\text{No detection}) = 1 + (e^{-\Gamma T} - 1)\rho_{11}, \quad \Pr(t)dt ="
        r" \rho_{11}e^{-\Gamma t}dt",
        {"no-detection": "1 + (exp(-Gamma*T) - 1)*rho11", "density": "rho11*exp(-Gamma*t)"},
        remarks=(
            "without the factor Gamma the density has no unit of a rate and does not sum to one",
        ),
    ),
    Claim(
        "text:poisson",
        r"\text{the number of photons detected within a time period obeys a Poisson distribution}",
        {"finite": "exp(-N*q)", "limit": "exp(-mean)"},
        kind=Kind.CASES,
        remarks=(
            "binomial for a finite number of atoms; Poissonian in the limit of many atoms that each"
            " click rarely (compared at no photon)",
        ),
    ),
)

SECTION_IV_C = (
    Claim(
        "30",
        r"\rho_R = \left( e^{-\Gamma(t+t_0)} + 1 - e^{-\Gamma t_0} \right) |0\rangle\langle 0| +"
        r" \left( \sum_{\mathbf{k}} c_{\mathbf{k}} |1_{\mathbf{k}}\rangle_R \right) \left("
        r" \sum_{\mathbf{k}} c_{\mathbf{k}}^* \langle 1_{\mathbf{k}}|_R \right)",
        {"vacuum": VACUUM, "photon": "1"},
        remarks=("the photon lacks the factor exp(-Gamma t0); the printed trace exceeds one",),
    ),
    Claim(
        "31",
        r"\left\{ \sum_{\mathbf{k} \in K_1} |1_{\mathbf{k}}\rangle\langle 1_{\mathbf{k}}|, \dots,"
        r" \sum_{\mathbf{k} \in K_m} |1_{\mathbf{k}}\rangle\langle 1_{\mathbf{k}}| \right\}",
        {"vacuum": "0", "photon": "1"},
        remarks=("not complete: the projector on the vacuum is missing",),
    ),
    Claim(
        "32",
        r"|1_{\phi_i}\rangle = \frac{\sum_{\mathbf{k} \in K_i} c_{\mathbf{k}} |1_{\mathbf{k}}"
        r"\rangle}{\sqrt{\sum_{\mathbf{k} \in K_i} |c_{\mathbf{k}}|^2}}",
        "c_k(t)/sqrt(w_i)",
        remarks=("w_i is the sum of |c_k|^2 over the modes of detector i",),
    ),
    Claim(
        "33",
        r"\rho_R = \left( e^{-\Gamma(t+t_0)} + 1 - e^{-\Gamma t_0} \right) |0\rangle\langle 0| +"
        r" \left( \sum_{i=1}^m c_i |1_{\phi_i}\rangle \right) \left( \sum_{i=1}^m c_i^* \langle"
        r" 1_{\phi_i}| \right)",
        {"vacuum": VACUUM, "photon": "1"},
        remarks=("the factor exp(-Gamma t0) is missing as in (30)",),
    ),
    Claim(
        "text:detector-weight",
        r"|c_i|^2 = \sum_{\mathbf{k} \in K_i} |c_{\mathbf{k}}|^2",
        "sqrt(w_i)",
    ),
    Claim(
        "text:detector-probability",
        r"p_i = |c_i|^2",
        "w_i",
        remarks=(
            "a click needs an atom that is still excited: the factor exp(-Gamma t0) is missing",
        ),
    ),
    Claim(
        "34",
        r"R = - \sum_{i=1}^m p_i \log p_i",
        {"adversary_I": SHANNON, "adversary_II": SHANNON},
        remarks=(
            "right only if the click probabilities sum to one: rho11 = 1 and Gamma t infinite",
        ),
    ),
)

SECTION_IV_D = (
    Claim(
        "35",
        r"U_{\text{int},LR} = \exp \left[ -i \int d\omega g(\omega) (a_L^\dagger b_{\omega R} +"
        r" a_L b_{\omega R}^\dagger) \right]",
        kind=Kind.DEFINITION,
        remarks=(
            "hermitian for real g; the collective bath mode couples with G^2, the integral of g^2",
        ),
    ),
    Claim(
        "36",
        r"\mathcal{E}_{\text{SE}}(\rho_L) = \text{Tr}_R \left[ U_{\text{int}}(\rho_L \otimes"
        r" |0\rangle\langle 0|_R) U_{\text{int}}^\dagger \right] = \int d(\delta\phi)"
        r" p(\delta\phi) e^{-i\delta\phi\hat{n}} \rho e^{i\delta\phi\hat{n}}",
        {"one-photon": "[[0, 0], [0, 1]]"},
        repair="36:repair",
        remarks=(
            "a random phase keeps the photon of |1><1|, while (35) loses it with sin(G)^2",
            "exp[-i n_hat (x) int g (b + b^dagger)] gives (36) exactly, with Gaussian kicks",
        ),
    ),
    Claim(
        "37",
        r"\langle \xi(t)\xi(t') \rangle = 2D_\phi \delta(t - t')",
        {"variance": "2*D_phi*tau"},
        remarks=(
            "with the coupling that repairs (36); D_phi = r sigma^2/2 for kicks at rate r",
            "dphi/dt = xi is a Langevin equation; the diffusion equation is that of its density",
        ),
    ),
    Claim(
        "38",
        r"R = -\log \left[ 2\Phi \left( \frac{\lambda}{\sqrt{\tau}} \right) - 1 \right]",
        PHASE,
        kind=Kind.IMPORTED,
        remarks=(
            "the min-entropy of the most probable voltage bin, centred on the mean, of a Gaussian;"
            " the other rows of Table I are von Neumann entropies",
        ),
    ),
    Claim(
        "39",
        r"\lambda = \frac{a}{4\pi P} \sqrt{\frac{\tau_c}{A}}",
        "a/(4*pi*P)*sqrt(tau_c/A)",
        kind=Kind.IMPORTED,
        solve_for="D_phi",
        remarks=(
            "silently assumes a phase diffusion constant of 2 pi^2/tau_c, where a Lorentzian"
            " line has"
            " 1/tau_c; lambda/sqrt(tau) has no unit if A is the squared gain in V^2/W^2",
        ),
    ),
    Claim(
        "40",
        r"|\Psi_{12}\rangle = |\alpha e^{i\phi_m}\rangle_1 \otimes |\alpha e^{i(\phi_m +"
        r" \delta\phi_m)}\rangle_2",
        {"1": "alpha*exp(I*phi)", "2": "alpha*exp(I*(phi + dphi))"},
    ),
    Claim("41", r"\hat{V} = a_1^\dagger a_2 + a_1 a_2^\dagger", kind=Kind.DEFINITION),
    Claim(
        "42",
        r"\langle \hat{V} \rangle \propto |\alpha|^2 \cos(\delta\phi_m)",
        "abs(alpha)**2*cos(dphi)",
        kind=Kind.PROPORTION,
        remarks=("the shot noise, of variance 2 |alpha|^2, is left out",),
    ),
)

TABLE_I = (
    Claim(
        "table1:single-photon:I",
        r"\text{Single-photon, Adversary I: } 0",
        {"incoherent": "0", "coherent": "0"},
        kind=Kind.CASES,
        remarks=("0 needs an atom without coherence, as in the example (9)",),
    ),
    Claim(
        "table1:single-photon:II",
        r"\text{Single-photon, Adversary II: Eq.~(19)}",
        {"incoherent": B19, "coherent": B19},
        kind=Kind.CASES,
        remarks=("(19) is the value without coherence and a lower bound with it",),
    ),
    Claim(
        "table1:temporal:I",
        r"\text{Temporal, Adversary I: } 0",
        dict.fromkeys(
            ("monitored-incoherent", "monitored-coherent", "end-incoherent", "end-coherent"), "0"
        ),
        kind=Kind.CASES,
        remarks=(
            "0 needs an atom without coherence and an Eve who looks at it in every bin; with A and"
            " R' at the end only she does not learn the bin",
        ),
    ),
    Claim(
        "table1:temporal:II",
        r"\text{Temporal, Adversary II: Eq.~(28)}",
        {"incoherent": B28, "coherent": B28},
        kind=Kind.CASES,
        remarks=("(28) is the value without coherence and a lower bound with it",),
    ),
    Claim(
        "table1:spatial:I",
        r"\text{Spatial, Adversary I: Eq.~(34)}",
        {"incoherent": SHANNON, "coherent": SHANNON},
        kind=Kind.CASES,
        remarks=(
            "too much by the term of the total click probability: Eve knows if there is a photon",
        ),
    ),
    Claim(
        "table1:spatial:II",
        r"\text{Spatial, Adversary II: Eq.~(34)}",
        {"incoherent": SHANNON, "coherent": SHANNON},
        kind=Kind.CASES,
        remarks=("leaves out that no click is an outcome too, and what Eve learns from R'",),
    ),
    Claim(
        "table1:phase:I",
        r"\text{Phase fluctuation, Adversary I: Eq.~(38)}",
        PHASE,
        kind=Kind.IMPORTED,
        remarks=(PHASE_REMARK,),
    ),
    Claim(
        "table1:phase:II",
        r"\text{Phase fluctuation, Adversary II: Eq.~(38)}",
        PHASE,
        kind=Kind.IMPORTED,
        remarks=(PHASE_REMARK,),
    ),
)

APPENDIX_A = (
    Claim(
        "A1",
        r"\frac{dR}{dc} = \frac{2c}{\Delta} \log \frac{1+\Delta}{1-\Delta} - \frac{2e^{-\Gamma"
        r" t}c}{\Delta'} \log \frac{F+\Delta'}{F-\Delta'} = 4c \left[ \frac{\operatorname{arctanh}"
        r"(\Delta)}{\Delta} - \frac{e^{-\Gamma t}}{F} \frac{\operatorname{arctanh}(\Delta'/F)}"
        r"{\Delta'/F} \right]",
        {
            "1": "2*c/Delta*log((1+Delta)/(1-Delta))"
            " - 2*exp(-Gamma*t)*c/Delta_prime*log((F+Delta_prime)/(F-Delta_prime))",
            "2": "4*c*(artanh(Delta)/Delta"
            " - exp(-Gamma*t)/F*artanh(Delta_prime/F)/(Delta_prime/F))",
        },
        remarks=("the second line is in nats while the first is in bits: 1/ln 2 is missing",),
    ),
    Claim(
        "A2",
        r"\frac{\operatorname{arctanh}(x)}{x} = \int_0^1 \frac{ds}{1-x^2 s^2} \quad (0 < x < 1)",
        "artanh(x)/x",
    ),
    Claim(
        "A3",
        r"\frac{dR}{dc} = 4c \int_0^1 \left[ \frac{1}{1-\Delta^2 s^2} - \frac{e^{-\Gamma t}/F}"
        r"{1-(\Delta'^2/F^2)s^2} \right] ds",
        "4*c*Integral(1/(1 - Delta**2*s**2)"
        " - exp(-Gamma*t)/F/(1 - Delta_prime**2/F**2*s**2), (s, 0, 1))",
        remarks=("in nats, as the second line of (A1)",),
    ),
    Claim(
        "A4",
        r"J(s) := 1 - \frac{e^{-\Gamma t}}{F} + s^2 \left( \frac{e^{-\Gamma t}}{F} \Delta^2 -"
        r" \frac{\Delta'^2}{F^2} \right)",
        "1 - exp(-Gamma*t)/F + s**2*(exp(-Gamma*t)/F*Delta**2 - Delta_prime**2/F**2)",
    ),
    Claim(
        "text:denominators-positive",
        r"\text{both denominators are positive}",
        kind=Kind.SIGN,
        strict=True,
        theorem="denominators_positive",
        remarks=("for a pure state the first vanishes at s = 1, and the integrand is not bounded",),
    ),
    Claim(
        "text:J-nonnegative",
        r"J(s) \geq 0 \text{ for all } s \in [0, 1]",
        kind=Kind.SIGN,
        theorem="J_nonnegative",
    ),
    Claim(
        "text:F-exceeds-alpha",
        r"F > e^{-\Gamma t}",
        kind=Kind.SIGN,
        strict=True,
        theorem="F_exceeds_alpha",
        remarks=("equal for a surely excited atom, and at t = 0",),
    ),
    Claim(
        "A5",
        r"E := e^{-\Gamma t} F \Delta^2 - \Delta'^2 + F(F - \alpha) \geq 0",
        "exp(-Gamma*t)*F*Delta**2 - Delta_prime**2 + F*(F - alpha)",
        kind=Kind.SIGN,
        theorem="E_nonnegative",
    ),
    Claim("text:substitution-F", r"F = (A - Ba)/2", "(A - B*a)/2"),
    Claim("text:substitution-Delta", r"\Delta^2 = a^2 + 4c^2", "a**2 + 4*c**2"),
    Claim(
        "text:substitution-Delta-prime",
        r"\Delta'^2 = (Aa - B)^2/4 + 4e^{-\Gamma t} c^2",
        "(A*a - B)**2/4 + 4*exp(-Gamma*t)*c**2",
    ),
    Claim(
        "text:c2-coefficient",
        r"\text{the coefficient of } c^2 \text{ being } -2e^{-\Gamma t}(1+a)",
        "-2*exp(-Gamma*t)*(1 + a)",
        remarks=("a factor 1 - exp(-Gamma t) is missing; the sign, hence the proof, stands",),
    ),
    Claim(
        "A6",
        r"E \geq \frac{1}{4} [(A - Ba)^2 - (Aa - B)^2] - e^{-\Gamma t}(1 - a^2) = (1 - a^2) \left("
        r" \frac{A^2 - B^2}{4} - e^{-\Gamma t} \right) = 0",
        {
            "1": "((A - B*a)**2 - (A*a - B)**2)/4 - exp(-Gamma*t)*(1 - a**2)",
            "2": "(1 - a**2)*((A**2 - B**2)/4 - exp(-Gamma*t))",
            "3": "0",
        },
        kind=Kind.BOUND,
        of="A5",
        domain=QUBIT & WINDOW,
        theorem="E_smallest_for_pure_states",
    ),
)

SECTIONS = (
    Section("II", "Emission and intrinsic randomness", SECTION_II),
    Section("III", "Two types of adversary", SECTION_III),
    Section("IV.A", "Single-photon detection", SECTION_IV_A),
    Section("IV.B", "Arrival times", SECTION_IV_B),
    Section("IV.C", "Spatial modes", SECTION_IV_C),
    Section("IV.D", "Phase fluctuation", SECTION_IV_D),
    Section("Table I", "", TABLE_I),
    Section("Appendix A", "Growth with the coherence", APPENDIX_A),
)
"""What each part of the paper claims, in its order (Table I after the sections that it sums up)."""

CLAIMS = tuple(claim for section in SECTIONS for claim in section.claims)
"""Every claim, in the paper's order."""
