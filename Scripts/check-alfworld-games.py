#!/usr/bin/env python3
"""Plays games in ALFWorld's own engine and in Diorama, and compares every answer byte for byte.

    python3 -m venv env && env/bin/pip install alfworld       # compiles a planner, some minutes
    swift build -c release --product diorama
    env/bin/python Scripts/check-alfworld-games.py [--steps N] [--seed N] [--text legacy|2025] GAME…

Each GAME is a game.tw-pddl file; without one a dozen of Worlds/alfworld are played. The actions are
drawn at random, a verb first and then a command, with some that are none.
"""
import argparse
import glob
import json
import os
import random
import subprocess
import sys

import textworld
from alfworld.agents.environment.alfred_tw_env import AlfredDemangler
from textworld import EnvInfos

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BINARY = os.path.join(ROOT, ".build", "release", "diorama")


def original(game, steps, generator):
    """The original's answers to random actions, the reset's first."""
    infos = EnvInfos(admissible_commands=True, won=True)
    env = textworld.start(game, infos, wrappers=[AlfredDemangler(shuffle=False)])
    state, action, answers = env.reset(), None, []
    while True:
        answers.append((action, state.feedback, list(state.admissible_commands), bool(state.won)))
        if len(answers) > steps:
            env.close()
            return answers
        verbs = {}
        for command in state.admissible_commands:
            verbs.setdefault(command.split()[0], []).append(command)
        action = generator.choice(verbs[generator.choice(sorted(verbs))])
        if generator.random() < 0.05:
            action = action.replace("1", "2")
        state, _, _ = env.step(action)


def ours(game, actions, text):
    """Diorama's answers to the same actions."""
    script = "".join(json.dumps({"action": action}) + "\n" for action in actions)
    command = [BINARY, "play", "alfworld", "--world", game, "--text", text]
    command += ["--version", "original", "--json", "--actions", "-"]
    run = subprocess.run(command, input=script, capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr.strip())
    for line in map(json.loads, run.stdout.splitlines()):
        yield line["observation"], line["info"]["admissible_commands"], line["info"]["won"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("games", nargs="*")
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--text", choices=("legacy", "2025"), default="legacy")
    options = parser.parse_args()
    shipped = os.path.join(ROOT, "Worlds", "alfworld", "*", "*", "*", "game.tw-pddl")
    games = options.games or sorted(glob.glob(shipped))[::5]
    generator = random.Random(options.seed)
    compared = 0
    for game in games:
        answers = original(game, options.steps, generator)
        played = ours(game, [answer[0] for answer in answers[1:]], options.text)
        for (action, *wanted), got in zip(answers, played, strict=True):
            compared += 1
            if wanted != list(got):
                sys.exit(f"{game}: {action!r}\n  original {wanted}\n  diorama  {list(got)}")
    print(f"{len(games)} games, {compared} answers, all alike")


if __name__ == "__main__":
    main()
