import { App } from "../shell/app.tsx";

export default function Page() {
  return <App />;
}
