import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { notFound, Problem } from '../../kernel/index.js';
import { Public } from '../../platform/index.js';
import { readerOf, sendPage } from '../desk/reader.js';
import { explanationPage, explanationsPage } from './problem-pages.js';
import { explainedProblems, type ExplainedProblem } from './problem-reference.js';

/** Where the `type` of every refusal leads: a page, or the same as JSON for those who ask for it. */
@ApiExcludeController()
@Public()
@Controller('problems')
export class ProblemsController {
  @Get()
  list(@Req() request: Request, @Res() response: Response) {
    const problems = explainedProblems();
    if (wantsJson(request)) response.json({ items: problems.map(toView) });
    else {
      const reading = readerOf(request);
      sendPage(response, reading, explanationsPage(problems, reading));
    }
  }

  @Get(':code')
  explain(@Req() request: Request, @Res() response: Response, @Param('code') code: string) {
    const problem = explainedProblems().find((each) => each.code === code);
    if (problem === undefined) throw new Problem(notFound, 'There is no such kind of problem.');
    if (wantsJson(request)) response.json(toView(problem));
    else {
      const reading = readerOf(request);
      sendPage(response, reading, explanationPage(problem, reading));
    }
  }
}

/** As refusals themselves are told: JSON unless a browser asks. */
const wantsJson = (request: Request) => request.accepts(['json', 'html']) !== 'html';

function toView({ code, status, title, meaning, whatToDo }: ExplainedProblem) {
  return { type: `/problems/${code}`, code, status, title, meaning, whatToDo };
}
