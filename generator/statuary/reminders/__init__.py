"""What is overdue or due soon: said once, while somebody waits, or in an issue for the person on duty."""
