"""The kinds of letters a command can be asked for, known without reading a template."""

import click

LETTERS = click.Choice(
    [
        "application",
        "receipt-demand",
        "transfer-demand",
        "competence",
        "objection",
        "administrative-appeal",
        "information-request",
        "human-rights-complaint",
    ]
)
