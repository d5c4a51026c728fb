extension Snapshot {
    static let libraryPage = #"""
        The desk: Notes and drawers, for tests.

        Usage
          oint desk METHOD --option value …

        Notes
          Echo      Gives back what it is told.
          SendNote  Sends a note to the desk.

        Drawers
          List   Lists what lies in a drawer, three things on three pages.
          Take   Takes bytes out of a drawer, in pieces.
          Label  Reads what is written on a drawer.
          Empty  Empties a drawer for good.

        Faults
          Fail  Fails.

        oint desk METHOD shows the options of a method.
        """#
}
