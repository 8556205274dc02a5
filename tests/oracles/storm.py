"""The same questions put to Storm, a model checker that shares no line with this program."""

import numpy as np

from safeconduct.graph.outcomes import Outcomes


def storm_answers(graph: Outcomes, weight: np.ndarray) -> tuple[list[float], list[float]]:
    """Return for each situation the greatest probability of the goal and the least expected days, by Storm's sound methods."""
    import stormpy  # an optional extra: without it only the tests that call this are skipped

    model = _model(stormpy, graph, weight)
    environment = stormpy.environments.sound()
    answers = []
    for formula in ('Pmax=? [F "goal"]', 'R{"days"}min=? [F "goal"]'):
        asked = stormpy.parse_properties(formula)[0]
        checked = stormpy.model_checking(model, asked, only_initial_states=False, environment=environment)
        answers.append([checked.get_value(place) for place in range(len(graph.is_goal))])
    return answers[0], answers[1]


def _model(stormpy, graph: Outcomes, weight: np.ndarray):
    """Return the graph as a Markov decision process; where nothing can be chosen, time stands still."""
    builder = stormpy.datastructures.SparseMatrixBuilder(0, 0, 0, False, True, 0)
    rewards: list[float] = []
    for place in range(len(graph.is_goal)):
        builder.new_row_group(len(rewards))
        choices = range(graph.first_choice[place], graph.first_choice[place + 1])
        for choice in choices:
            outcomes = range(graph.first_outcome[choice], graph.first_outcome[choice + 1])
            row: dict[int, float] = {}
            for one in outcomes:
                if weight[one] > 0:
                    row[int(graph.target[one])] = row.get(int(graph.target[one]), 0.0) + float(weight[one])
            for target, probability in sorted(row.items()):
                builder.add_next_value(len(rewards), target, probability)
            rewards.append(float(sum(weight[one] * graph.days[one] for one in outcomes)))
        if not choices:
            builder.add_next_value(len(rewards), place, 1.0)
            rewards.append(0.0)
    labels = stormpy.models.StateLabeling(len(graph.is_goal))
    labels.add_label("goal")
    for place in np.flatnonzero(graph.is_goal):
        labels.add_label_to_state("goal", int(place))
    components = stormpy.models.SparseModelComponents(builder.build(), labels, {})
    days = stormpy.models.SparseRewardModel(optional_state_action_reward_vector=rewards)
    components.reward_models = {"days": days}
    return stormpy.models.SparseMdp(components)
