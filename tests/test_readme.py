"""What the README shows is what kam does."""

from tests.tour import PROMPT, README, agrees, run, steps


def test_every_command_of_the_readme_prints_what_the_readme_says(tmp_path):
    for step in steps(README.read_text(encoding="utf-8")):
        printed = run(step.command, tmp_path)
        assert agrees(step.printed, printed), "\n".join(
            [
                f"{PROMPT}{step.command}",
                *printed,
                "",
                "to put this into the README: python -m tests.tour",
            ]
        )


def test_the_readme_shows_something():
    assert len(list(steps(README.read_text(encoding="utf-8")))) >= 10
