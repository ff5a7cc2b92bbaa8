import type { Fault } from "../../base/call-fault.ts";

interface FaultWords {
  /** Without a full stop: it is a heading, or the first sentence of a message. */
  readonly title: string;
  readonly text: string;
}

/** What the app says when no answer of the server came, or one would be of no use. */
export const faults = {
  faults: {
    OFFLINE: {
      title: "This device is offline",
      text: "Connect it to the network, then try again.",
    },
    UNREACHABLE: {
      title: "Can't reach the server",
      text: "Check your connection and that the server is running, then try again.",
    },
    TIMEOUT: {
      title: "The server took too long to answer",
      text: "If you were saving, check whether the change was made before you try again.",
    },
    SERVER_DOWN: {
      title: "The server isn't working",
      text: "A proxy answers, but the server behind it doesn't. Try again in a moment, or contact the administrator.",
    },
    NOT_OURS: {
      title: "Something other than OpenPassPhrase answered",
      text: "A proxy or a network's login page may be in between. Log in there or leave that network, then reload the page.",
    },
    BLOCKED: {
      title: "Can't reach the server: the app's requests are blocked",
      text: "The server answers, but the browser, an extension or a filter stops the app's requests. Allow them for this site, then try again.",
    },
    STORAGE_BLOCKED: {
      title: "The browser blocks cookies and site data for this page",
      text: "Without them the app can't keep you logged in, so nothing was sent. Allow them for this site in the browser's settings, then reload the page.",
    },
    UNKNOWN: {
      title: "Something went wrong",
      text: "Try again. If it happens again, reload the page.",
    },
  } satisfies Record<Fault, FaultWords>,
  /** A part of the app that couldn't be loaded. */
  partFailed: {
    title: "This part of the app couldn't be loaded",
    text: "The server can't be reached, or it has a new version. Try again, or reload the page.",
  },
  outdatedData: (problem: string) => `${problem}. This page may be out of date.`,
  slow: "The server hasn't answered yet. The app keeps waiting.",
};
