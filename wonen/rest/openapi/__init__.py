"""The description of the API in OpenAPI, made from what is registered."""
