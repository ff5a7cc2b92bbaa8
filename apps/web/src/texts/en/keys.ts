/** The keyboard shortcuts and the command palette. */
export const keys = {
  keys: {
    title: "Keyboard shortcuts",
    names: { Ctrl: "Ctrl", Shift: "Shift", Del: "Del", Home: "Home", End: "End" },
  },
  palette: {
    open: "Open the command palette",
    account: "Account and settings",
  },
};
