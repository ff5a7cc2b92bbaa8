/** The question before the end of a session. Nothing of it is in the first load. */
export const stay = {
  title: "Stay logged in?",
  text: (seconds: number) =>
    `Your session ends in ${seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} s`}.`,
  nothingLost: "Unsaved changes are kept until you log in again in this tab.",
  button: "Stay logged in",
  later: "Not now",
  done: "Session extended.",
};
