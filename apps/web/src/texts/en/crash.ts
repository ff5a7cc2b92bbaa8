/** A separate file, so that the crash screen loads only its own texts. */
export const crash = {
  title: "Something went wrong",
  text: "The app ran into an error. Your vault on the server is safe.",
  again: "Try again",
};
