// What a program does with the API by openapi-fetch with the types of openapi-typescript; prints it as JSON.
import { isDeepStrictEqual } from "node:util";
import createClient from "openapi-fetch";
import type { components, paths } from "./wonen_client/schema";

type Schemas = components["schemas"];

const [address, name] = process.argv.slice(2) as [string, string];
const token = process.env.WONEN_TOKEN ?? "";
const api = createClient<paths, "application/json" | "application/problem+json">({
  baseUrl: `${address}api/v1`,
  headers: { Authorization: `Bearer ${token}` },
});
const least = { gemeente: "GM0917", corporatie: "WL", soort: "nieuwbouw" } as const;

function told<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

async function changesSince(since: string | undefined) {
  const names: string[] = [];
  for (;;) {
    const answer = await api.GET("/projecten/wijzigingen", { params: { query: { gewijzigdNa: since } } });
    const data = told(answer);
    names.push(...data.wijzigingen.map((each) => each.gegevens?.naam ?? String(each.id)));
    since = data.verder;
    if (!data.erIsMeer) return { names, since };
  }
}

function version(response: Response): { "If-Match": string } {
  return { "If-Match": response.headers.get("ETag") ?? "" };
}

async function main() {
  const municipality = told(await api.GET("/gemeenten/{code}", { params: { path: { code: "GM0917" } } }));
  const selection = told(await api.GET("/projecten", {
    params: {
      query: { gemeente: "GM0917", soort: "nieuwbouw", velden: ["naam", "aantalWoningen"], sorteer: "-aantal" },
    },
  }));
  const { since } = await changesSince(undefined);

  const body: Schemas["ProjectNieuw"] = {
    ...least, naam: name, aantalWoningen: 24, start: { jaar: 2027, kwartaal: 2 }, openbaar: true,
    huurprijsklassen: [{ klasse: "goedkoop", aantalWoningen: 10 }],
  };
  const header = { "Idempotency-Key": crypto.randomUUID() };
  const added = await api.POST("/projecten", { params: { header }, body });
  const refused = await api.POST("/projecten", { body });

  const path = { id: told(added).id };
  const read = await api.GET("/projecten/{id}", { params: { path } });
  const returned = await api.PUT("/projecten/{id}", {
    params: { path, header: version(read.response) }, body: told(read) as Schemas["ProjectGeheel"],
  });
  const patched = await api.PATCH("/projecten/{id}", {
    params: { path, header: version(returned.response) },
    body: { aantalWoningen: 25, start: null },
    headers: { "Content-Type": "application/merge-patch+json" },
  });

  const projecten = [1, 2].map((each) => ({ ...least, code: `${name} ${each}`, naam: `${name} ${each}` }));
  const levering = { body: { systeem: "proef", projecten } };
  const delivered = told(await api.POST("/projecten/_bijwerken", levering));
  const again = told(await api.POST("/projecten/_bijwerken", levering));
  const changes = await changesSince(since);

  const removed: number[] = [];
  for (const id of [path.id, ...delivered.projecten.map((each) => each.id)]) {
    const one = await api.GET("/projecten/{id}", { params: { path: { id } } });
    const gone = await api.DELETE("/projecten/{id}", { params: { path: { id }, header: version(one.response) } });
    const missing = await api.GET("/projecten/{id}", { params: { path: { id } } });
    removed.push(gone.response.status, missing.response.status);
  }

  const query = { kengetal: ["opnieuw-verhuurde-woningen"] } satisfies paths["/cijfers"]["get"]["parameters"]["query"];
  const figures = told(await api.GET("/cijfers", { params: { query } }));
  const figurePath = { id: figures.resultaten[0]!.id! };
  const figure = await api.GET("/cijfers/{id}", { params: { path: figurePath } });
  const sameFigure = await api.PUT("/cijfers/{id}", {
    params: { path: figurePath, header: version(figure.response) }, body: told(figure) as Schemas["CijferGeheel"],
  });

  console.log(JSON.stringify({
    municipality: municipality.naam,
    selected: selection.resultaten.map((each) => [each.naam, each.aantalWoningen]),
    added: [added.response.status, told(added).naam, told(added).start?.kwartaal, told(added).huurprijsklassen[0]?.klasse],
    refused: [refused.error?.status, refused.error?.fouten?.map((each) => each.melding)],
    returned: isDeepStrictEqual(returned.data, read.data),
    patched: [told(patched).aantalWoningen, told(patched).start],
    delivered: delivered.projecten.map((each) => each.uitkomst),
    again: again.projecten.map((each) => each.uitkomst),
    changed: changes.names,
    removed,
    figure: [told(sameFigure).gedrukt, isDeepStrictEqual(sameFigure.data, figure.data)],
  }));
}

main();
