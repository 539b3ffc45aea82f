// The charts of the operators' page, drawn from the tables that the server rendered: the table is
// the chart's text, and both show the same figures.
import UPlot from 'uplot';

interface Figures {
  readonly at: number[];
  readonly optIns: number[];
  readonly optOuts: number[];
}

const HEIGHT = 200;
/** A day is a day in UTC, as it was counted; an hour is shown as the viewer's clock has it. */
const UTC = 'Etc/UTC';

/** Draws every chart of a part of the page, and draws it anew when its place or colours change. */
export function drawCharts(within: ParentNode): void {
  for (const chart of within.querySelectorAll<HTMLElement>('[data-chart]')) draw(chart);
}

function draw(chart: HTMLElement): void {
  const place = chart.querySelector<HTMLElement>('.plot');
  if (!place || place.childElementCount > 0) return;
  const figures = readFigures(chart);
  const isHours = chart.dataset['chart'] === 'hours';
  place.hidden = false;
  if (isHours) sayLocalHours(chart);
  const make = () =>
    new UPlot(
      optionsOf({ width: place.clientWidth, place, isHours }),
      [figures.at, figures.optIns, figures.optOuts],
      place,
    );
  let plot = make();
  const again = () => {
    plot.destroy();
    plot = make();
  };
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const sizes = new ResizeObserver(() => {
    if (!place.isConnected) {
      sizes.disconnect();
      scheme.removeEventListener('change', again);
      plot.destroy();
    } else if (place.clientWidth > 0 && place.clientWidth !== plot.width) {
      plot.setSize({ width: place.clientWidth, height: HEIGHT });
    }
  });
  sizes.observe(place);
  scheme.addEventListener('change', again);
}

function readFigures(chart: HTMLElement): Figures {
  const figures: Figures = { at: [], optIns: [], optOuts: [] };
  for (const row of chart.querySelectorAll('tbody tr')) {
    const [optIns, optOuts] = [...row.querySelectorAll('td')].map((cell) =>
      Number(cell.textContent),
    );
    figures.at.push(Date.parse(row.querySelector('time')?.dateTime ?? '') / 1_000);
    figures.optIns.push(optIns ?? 0);
    figures.optOuts.push(optOuts ?? 0);
  }
  return figures;
}

/** The table's hours as the chart has them. */
function sayLocalHours(chart: HTMLElement): void {
  const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
  for (const time of chart.querySelectorAll('time')) {
    time.title = time.dateTime;
    time.textContent = clock.format(new Date(time.dateTime));
  }
  const zone = chart.querySelector('.zone');
  if (zone) zone.textContent = '';
}

interface Drawing {
  readonly width: number;
  readonly place: HTMLElement;
  readonly isHours: boolean;
}

function optionsOf({ width, place, isHours }: Drawing): UPlot.Options {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const [ink, line] = [colour('--ink-2'), colour('--line')];
  const font = `12px ${style.fontFamily}`;
  const axis = {
    ...{ stroke: ink, font },
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
  };
  const series = (label: string, stroke: string, dash?: number[]): UPlot.Series => ({
    ...{ label, stroke, width: 2 },
    ...(dash && { dash }),
    points: { size: 6, fill: colour('--raised') },
  });
  return {
    ...{ width, height: HEIGHT },
    // The legend above is there without scripts as well.
    legend: { show: false },
    cursor: { y: false },
    tzDate: (seconds) => {
      const date = new Date(seconds * 1_000);
      return isHours ? date : UPlot.tzDate(date, UTC);
    },
    scales: { x: { time: true }, y: { range: (_plot, _min, max) => [0, Math.max(4, max * 1.1)] } },
    axes: [
      { ...axis, space: 56, values: isHours ? sayHour : sayDay },
      { ...axis, size: 40, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000] },
    ],
    series: [{}, series('Opt-ins', colour('--ok')), series('Opt-outs', colour('--stop'), [6, 4])],
  };
}

const sayHour = (_plot: UPlot, at: number[]) => said(at, { hour: 'numeric' });
const sayDay = (_plot: UPlot, at: number[]) =>
  said(at, { day: 'numeric', month: 'short', timeZone: UTC });

function said(at: number[], options: Intl.DateTimeFormatOptions): string[] {
  const format = new Intl.DateTimeFormat(undefined, options);
  return at.map((seconds) => format.format(new Date(seconds * 1_000)));
}
