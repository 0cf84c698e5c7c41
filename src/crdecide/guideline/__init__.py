"""The only code that may know what a rhabdomyoma is: the record, options, stances and ids."""
