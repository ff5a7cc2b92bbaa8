/** The keyboard shortcuts and the command palette. */
export const keys = {
  keys: {
    title: "Keyboard shortcuts",
    names: { Ctrl: "Ctrl", Shift: "Shift", Del: "Del", Home: "Home", End: "End" },
  },
  palette: {
    title: "Command palette",
    open: "Open the command palette",
    placeholder: "Search items and actions…",
    placeholderWithin: "Choose an action…",
    found: "Results",
    groups: {
      recent: "Recently used",
      items: "Items",
      actions: "Actions",
      views: "Pages",
      look: "Appearance and language",
    },
    holds: "Contains",
    count: (count: number) => `${count} ${count === 1 ? "result" : "results"}`,
    nothing: (query: string) => `No items or actions match “${query}”.`,
    openItem: "Open",
    more: "More actions",
    star: "Add to favourites",
    unstar: "Remove from favourites",
    copyCode: "Copy one-time code",
    openWebsite: "Open website",
    goTo: (name: string) => `Go to ${name}`,
    account: "Account and settings",
    theme: { light: "Theme: light", dark: "Theme: dark", system: "Theme: system" },
    language: (name: string) => `Language: ${name}`,
  },
};
