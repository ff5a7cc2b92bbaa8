import type { ReactNode } from "react";
import { Brand } from "./pieces.tsx";

/** What stands there until it is known, or fetched, what will. */
export function BrandPage({ children }: { children?: ReactNode }) {
  return (
    <main className="page-centre" aria-busy="true">
      <h1>
        <Brand />
      </h1>
      {children}
    </main>
  );
}
