/** The work was not done in time. It goes on, unheard. */
export class Late extends Error {}

/** What the work comes to, or `Late` where it takes longer than one is ready to wait. */
export function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Late(`not done in ${milliseconds} ms`));
    const timer = setTimeout(late, milliseconds);
    const done = <Result>(settle: (result: Result) => void) => {
      return (result: Result) => {
        clearTimeout(timer);
        settle(result);
      };
    };
    work.then(done(resolve), done(reject));
  });
}
