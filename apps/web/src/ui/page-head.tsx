import type { ReactNode } from "react";
import { texts } from "../texts/texts.ts";
import { IconButton } from "./button.tsx";

/** The head of a screen that has no list. */
export function PageHead({
  title,
  onMenu,
  children,
}: {
  title: string;
  onMenu: () => void;
  children?: ReactNode;
}) {
  return (
    <header className="flex min-h-11 items-center gap-2">
      <IconButton icon="menu" label={texts.side.open} className="only-narrow -ms-2" onClick={onMenu} />
      <h1 className="title flex-1">{title}</h1>
      {children}
    </header>
  );
}
