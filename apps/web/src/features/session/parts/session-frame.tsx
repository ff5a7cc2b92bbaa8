import type { ReactNode, Ref } from "react";
import { Icon } from "../../../ui/icon.tsx";
import { Brand } from "../../../ui/pieces.tsx";

/** Around what is asked of somebody who isn't in: the mark above it, and below it the server that it is told to. */
export function SessionFrame({ root, children }: { root?: Ref<HTMLElement>; children: ReactNode }) {
  return (
    <main className="page-centre" ref={root}>
      <Brand />
      {children}
      <p className="door">
        <Icon name="lock" size={14} />
        {location.host}
      </p>
    </main>
  );
}
