import { type RefObject, useLayoutEffect } from "react";

/** Between the window's edge and a message, and between a message and the app. */
const GAP_PIXELS = 24;

/**
 * Keeps the room that something at the window's lower edge takes: the app ends above it where the window is narrow, so that it covers no button.
 * @param name which of the custom properties in tokens.css says so
 */
export function useCoveredRoom(
  ref: RefObject<HTMLElement | null>,
  name: "--by-messages" | "--by-update",
  isShown: boolean,
): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (!isShown || !element) return;
    const { style } = document.documentElement;
    const measure = () => {
      const height = `${Math.ceil(element.getBoundingClientRect().height) + GAP_PIXELS}px`;
      if (style.getPropertyValue(name) === height) return;
      style.setProperty(name, height);
      keepInSight();
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty(name);
    };
  }, [ref, name, isShown]);
}

/** What was pressed may be where the pane no longer reaches. */
function keepInSight(): void {
  const { activeElement } = document;
  if (activeElement?.matches("button, a, input, textarea, select"))
    activeElement.scrollIntoView({ block: "nearest" });
}
