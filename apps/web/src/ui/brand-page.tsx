import type { ReactNode } from "react";
import { Brand } from "./pieces.tsx";

/** Shown until the first screen is known and loaded. */
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
