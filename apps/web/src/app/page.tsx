import { App } from "../features/session/app.tsx";

export default function Page() {
  return <App />;
}
