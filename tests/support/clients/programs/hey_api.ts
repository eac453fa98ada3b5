// What a program does with the API by a client of @hey-api/openapi-ts; prints what came of it as JSON.
import { isDeepStrictEqual } from "node:util";
import { client } from "./wonen_client/client.gen";
import {
  cijfersEen, cijfersLijst, cijfersVervangen, gemeentenEen, projectenBijwerken, projectenEen, projectenLijst,
  projectenToevoegen, projectenVervangen, projectenVerwijderen, projectenWijzigen, projectenWijzigingen,
} from "./wonen_client/sdk.gen";
import type { CijferGeheel, ProjectGeheel, ProjectNieuw } from "./wonen_client/types.gen";

const [address, name] = process.argv.slice(2) as [string, string];
const token = process.env.WONEN_TOKEN ?? "";
client.setConfig({ baseUrl: `${address}api/v1`, auth: token, throwOnError: true });
const least = { gemeente: "GM0917", corporatie: "WL", soort: "nieuwbouw" } as const;

async function changesSince(since: string | undefined) {
  const names: string[] = [];
  for (;;) {
    const { data } = await projectenWijzigingen<true>({ query: { gewijzigdNa: since } });
    names.push(...data.wijzigingen.map((each) => each.gegevens?.naam ?? String(each.id)));
    since = data.verder;
    if (!data.erIsMeer) return { names, since };
  }
}

function version(response: Response): { "If-Match": string } {
  return { "If-Match": response.headers.get("ETag") ?? "" };
}

async function main() {
  const municipality = await gemeentenEen<true>({ path: { code: "GM0917" } });
  const selection = await projectenLijst<true>({
    query: { gemeente: "GM0917", soort: "nieuwbouw", velden: ["naam", "aantalWoningen"], sorteer: "-aantal" },
  });
  if (typeof selection.data === "string") throw new Error("a part of a file");
  const { since } = await changesSince(undefined);

  const body: ProjectNieuw = {
    ...least, naam: name, aantalWoningen: 24, start: { jaar: 2027, kwartaal: 2 }, openbaar: true,
    huurprijsklassen: [{ klasse: "goedkoop", aantalWoningen: 10 }],
  };
  const added = await projectenToevoegen<true>({ body, headers: { "Idempotency-Key": crypto.randomUUID() } });
  const refused = await projectenToevoegen<false>({ body, throwOnError: false });

  const path = { id: added.data.id };
  const read = await projectenEen<true>({ path });
  const returned = await projectenVervangen<true>({ path, headers: version(read.response), body: read.data as ProjectGeheel });
  const patched = await projectenWijzigen<true>({
    path, headers: version(returned.response), body: { aantalWoningen: 25, start: null },
  });

  const projecten = [1, 2].map((each) => ({ ...least, code: `${name} ${each}`, naam: `${name} ${each}` }));
  const levering = { body: { systeem: "proef", projecten } };
  const delivered = await projectenBijwerken<true>(levering);
  const again = await projectenBijwerken<true>(levering);
  const changes = await changesSince(since);

  const removed: number[] = [];
  for (const id of [added.data.id, ...delivered.data.projecten.map((each) => each.id)]) {
    const one = await projectenEen<true>({ path: { id } });
    const gone = await projectenVerwijderen<true>({ path: { id }, headers: version(one.response) });
    const missing = await projectenEen<false>({ path: { id }, throwOnError: false });
    removed.push(gone.response.status, missing.response?.status ?? 0);
  }

  const figures = await cijfersLijst<true>({ query: { kengetal: ["opnieuw-verhuurde-woningen"] } });
  if (typeof figures.data === "string") throw new Error("a part of a file");
  const figure = await cijfersEen<true>({ path: { id: figures.data.resultaten[0]!.id! } });
  const sameFigure = await cijfersVervangen<true>({
    path: { id: figure.data.id! }, headers: version(figure.response), body: figure.data as CijferGeheel,
  });

  console.log(JSON.stringify({
    municipality: municipality.data.naam,
    selected: selection.data.resultaten.map((each) => [each.naam, each.aantalWoningen]),
    added: [added.response.status, added.data.naam, added.data.start?.kwartaal, added.data.huurprijsklassen[0]?.klasse],
    refused: [refused.error?.status, refused.error?.fouten?.map((each) => each.melding)],
    returned: isDeepStrictEqual(returned.data, read.data),
    patched: [patched.data.aantalWoningen, patched.data.start],
    delivered: delivered.data.projecten.map((each) => each.uitkomst),
    again: again.data.projecten.map((each) => each.uitkomst),
    changed: changes.names,
    removed,
    figure: [sameFigure.data.gedrukt, isDeepStrictEqual(sameFigure.data, figure.data)],
  }));
}

main();
