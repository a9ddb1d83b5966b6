"""Target `arb`: results in Python by ball arithmetic, rounded once from at least 80 bits."""

from derive.numeric import balls
from derive.numeric.target import Target

TARGET = Target(
    kernel=balls.kernel, kernel_down=balls.kernel_down, point=balls.point, by_balls=True
)
