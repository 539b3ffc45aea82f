// Lets a bounded number of things happen at once; the rest wait in the order in which they came.

export class Lane {
  readonly #atOnceMax: number;
  readonly #waiting: (() => void)[] = [];
  #next = 0;
  #running = 0;

  constructor(atOnceMax: number) {
    this.#atOnceMax = atOnceMax;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#atOnceMax) this.#running += 1;
    else await new Promise<void>((enter) => this.#waiting.push(enter));
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /**
   * Hands the place on; the list is cut now and then, so that a long queue costs nothing to pop.
   */
  #leave(): void {
    const enter = this.#waiting[this.#next];
    if (!enter) {
      this.#running -= 1;
      return;
    }
    this.#next += 1;
    if (this.#next > 1_000) {
      this.#waiting.splice(0, this.#next);
      this.#next = 0;
    }
    enter();
  }
}
