import type { ReactNode, Ref } from "react";
import { Icon } from "../../../ui/icon.tsx";
import { Brand } from "../../../ui/pieces.tsx";

/** The frame of the screens before the vault: the logo above, and the server's name below. */
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
