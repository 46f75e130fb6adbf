"""Who may do what: actions, rules, relationships, the gate. See README.md."""
