"""The language of filters: `parse.parse` makes a `filter.Filter` of a text, which selects rows."""
