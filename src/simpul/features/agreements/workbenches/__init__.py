"""What each workbench of a step makes: the outputs that no field fills."""
