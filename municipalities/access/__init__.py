"""Who may write where: assignments of staff, tokens of the API, users and the forms that offer own areas."""
