// What a program does with the API by a client of openapi-generator (typescript-fetch); prints it as JSON.
import {
  CijfersApi, Configuration, GemeentenApi, ProjectenApi, ResponseError, type CijferGeheel, type ProjectGeheel,
  type ProjectNieuw,
} from "./wonen_client";

const [address, name] = process.argv.slice(2) as [string, string];
const token = process.env.WONEN_TOKEN ?? "";
const configuration = new Configuration({ basePath: `${address}api/v1`, accessToken: token });
const projecten = new ProjectenApi(configuration);
const cijfers = new CijfersApi(configuration);
const least = { gemeente: "GM0917", corporatie: "WL", soort: "nieuwbouw" } as const;

async function changesSince(since: string | undefined) {
  const names: string[] = [];
  for (;;) {
    const data = await projecten.projectenWijzigingen({ gewijzigdNa: since });
    names.push(...data.wijzigingen.map((each) => each.gegevens?.naam ?? String(each.id)));
    since = data.verder;
    if (!data.erIsMeer) return { names, since };
  }
}

/** A field that is not there is `undefined` in one type and absent in another; JSON has neither. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function version(answer: { raw: Response }): string {
  return answer.raw.headers.get("ETag") ?? "";
}

async function refusal(asked: Promise<unknown>): Promise<Response> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof ResponseError) return error.response;
    throw error;
  }
  throw new Error("not refused");
}

async function main() {
  const municipality = await new GemeentenApi(configuration).gemeentenEen({ code: "GM0917" });
  const selection = await projecten.projectenLijst({
    gemeente: "GM0917", soort: "nieuwbouw", velden: ["naam", "aantalWoningen"], sorteer: "-aantal",
  });
  const { since } = await changesSince(undefined);

  const projectNieuw: ProjectNieuw = {
    ...least, naam: name, aantalWoningen: 24, start: { jaar: 2027, kwartaal: 2 }, openbaar: true,
    huurprijsklassen: [{ klasse: "goedkoop", aantalWoningen: 10 }],
  };
  const added = await projecten.projectenToevoegenRaw({ projectNieuw, idempotencyKey: crypto.randomUUID() });
  const { id, ...row } = await added.value();
  const refused = await refusal(projecten.projectenToevoegen({ projectNieuw }));
  const problem = await refused.json();

  const read = await projecten.projectenEenRaw({ id });
  const projectGeheel = (await read.value()) as ProjectGeheel;
  const returned = await projecten.projectenVervangenRaw({ id, ifMatch: version(read), projectGeheel });
  const patched = await projecten.projectenWijzigen({
    id, ifMatch: version(returned), projectWijziging: { aantalWoningen: 25, start: null },
  });

  const rows = [1, 2].map((each) => ({ ...least, code: `${name} ${each}`, naam: `${name} ${each}` }));
  const levering = { projectLevering: { systeem: "proef", projecten: rows } };
  const delivered = await projecten.projectenBijwerken(levering);
  const again = await projecten.projectenBijwerken(levering);
  const changes = await changesSince(since);

  const removed: number[] = [];
  for (const each of [id, ...delivered.projecten.map((project) => project.id)]) {
    const one = await projecten.projectenEenRaw({ id: each });
    const gone = await projecten.projectenVerwijderenRaw({ id: each, ifMatch: version(one) });
    removed.push(gone.raw.status, (await refusal(projecten.projectenEen({ id: each }))).status);
  }

  const figures = await cijfers.cijfersLijst({ kengetal: ["opnieuw-verhuurde-woningen"] });
  const figure = await cijfers.cijfersEenRaw({ id: figures.resultaten[0]!.id! });
  const cijferGeheel = (await figure.value()) as CijferGeheel;
  const sameFigure = await cijfers.cijfersVervangen({
    id: cijferGeheel.id!, ifMatch: version(figure), cijferGeheel,
  });

  console.log(JSON.stringify({
    municipality: municipality.naam,
    selected: selection.resultaten.map((each) => [each.naam, each.aantalWoningen]),
    added: [added.raw.status, row.naam, row.start?.kwartaal, row.huurprijsklassen[0]?.klasse],
    refused: [problem.status, problem.fouten.map((each: { melding: string }) => each.melding)],
    returned: same(await returned.value(), projectGeheel),
    patched: [patched.aantalWoningen, patched.start],
    delivered: delivered.projecten.map((each) => each.uitkomst),
    again: again.projecten.map((each) => each.uitkomst),
    changed: changes.names,
    removed,
    figure: [sameFigure.gedrukt, same(sameFigure, cijferGeheel)],
  }));
}

main();
