/** Where something stood that had the focus, so that its neighbour can have it. */
interface Place {
  readonly element: HTMLElement;
  readonly groups: readonly Group[];
}

interface Group {
  readonly box: Element;
  /** Which of the box's entries it was in. */
  readonly index: number;
  /** Which of the entry's controls it was. */
  readonly control: number;
}

/** Boxes of like entries: where one goes, the next takes its place. */
const GROUPS = "ul, ol, tbody, [role='list'], [role='rowgroup'], [data-entries]";
const CONTROLS = "button, a[href], input, select, textarea, [tabindex='0'], [tabindex='-1'][data-row]";
/** How many places are remembered: a dialog and a message may go at once. */
const REMEMBERED = 6;

/**
 * Keeps the focus in the page when what has it goes: the next entry of the same list gets it, otherwise what had it before, otherwise the
 * main part of the page, where shortcuts work. Whoever sets the focus within the same frame has precedence.
 */
export function keepFocus(): () => void {
  let places: readonly Place[] = [];
  let isWaiting = false;

  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    const place = { element: target, groups: groupsOf(target) };
    // Detached elements are dropped: they hold what the vault has shown.
    const kept = places.filter(({ element }) => element !== target && element.isConnected);
    places = [place, ...kept].slice(0, REMEMBERED);
  };
  // Leaving a control on purpose isn't a loss: the search box that Escape left must not get the focus back.
  const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null) return;
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      if (target instanceof HTMLElement && isUsable(target)) places = [];
    });
  };
  // A click next to all controls isn't one either.
  const onPointerDown = ({ target }: PointerEvent) => {
    if (target instanceof Element && !target.closest(`${CONTROLS}, label, summary`)) places = [];
  };
  const look = () => {
    isWaiting = false;
    const [last] = places;
    if (document.activeElement !== document.body || !last || isUsable(last.element)) return;
    moveOn();
    places = places.filter(({ element }) => element.isConnected);
  };
  const moveOn = () => {
    for (const place of places) {
      const next = isUsable(place.element) ? place.element : neighbourOf(place);
      if (next === null) continue;
      next.focus();
      if (document.activeElement === next) return;
    }
    document.getElementById("main")?.focus();
  };
  const onChange = (changes: readonly MutationRecord[]) => {
    if (isWaiting || places.length === 0) return;
    // What is only hidden keeps the focus until the next frame.
    const isHiding = changes.some(({ type }) => type === "attributes");
    if (document.activeElement !== document.body && !isHiding) return;
    isWaiting = true;
    // What replaces it may come with the next frame, and take the focus itself.
    requestAnimationFrame(() => requestAnimationFrame(look));
  };

  const observer = new MutationObserver(onChange);
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-pane"],
  });
  document.addEventListener("focusin", onFocusIn);
  document.addEventListener("focusout", onFocusOut);
  document.addEventListener("pointerdown", onPointerDown, { capture: true });
  return () => {
    observer.disconnect();
    document.removeEventListener("focusin", onFocusIn);
    document.removeEventListener("focusout", onFocusOut);
    document.removeEventListener("pointerdown", onPointerDown, { capture: true });
  };
}

/** From the innermost outwards. */
function groupsOf(element: HTMLElement): Group[] {
  const groups: Group[] = [];
  for (let box = element.parentElement?.closest(GROUPS); box; box = box.parentElement?.closest(GROUPS)) {
    const entry = entriesOf(box).find((each) => each.contains(element));
    if (!entry) continue;
    groups.push({ box, index: entriesOf(box).indexOf(entry), control: controlsOf(entry).indexOf(element) });
  }
  return groups;
}

/** In the order in which they are seen, which in a virtual list isn't that of the elements. */
function entriesOf(box: Element): HTMLElement[] {
  const entries = [...box.children].filter((child) => child instanceof HTMLElement);
  const indexOf = (entry: HTMLElement) => Number(entry.dataset["index"] ?? 0);
  return entries.toSorted((a, b) => indexOf(a) - indexOf(b));
}

const controlsOf = (entry: HTMLElement): HTMLElement[] =>
  [entry, ...entry.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (each) => each.matches(CONTROLS) && isUsable(each),
  );

/** The control in the place of the lost one; null: its list is empty or gone. */
function neighbourOf({ groups }: Place): HTMLElement | null {
  for (const { box, index, control } of groups) {
    if (!box.isConnected) continue;
    const entries = entriesOf(box);
    const entry = entries[Math.min(index, entries.length - 1)];
    const controls = entry ? controlsOf(entry) : [];
    const next = controls[Math.min(Math.max(control, 0), controls.length - 1)];
    if (next) return next;
  }
  return null;
}

const isUsable = (element: HTMLElement): boolean =>
  element.isConnected &&
  element.checkVisibility({ visibilityProperty: true }) &&
  !element.matches(":disabled");
