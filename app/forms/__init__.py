"""What a person enters: frozen values that travel from a form on screen, a script or an import into a service.

``version`` is the version of the record that was read into the form (0 for a new one); the service refuses with
Conflict when another desk has saved since. Ids are ids of records. None in a required
field means "not entered yet" and is refused.
"""
