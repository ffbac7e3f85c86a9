// What a rep says of a task; the list is GET /api/tasks.

import { ConflictException, Controller, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { BadQuery } from '#libs/reporting/page-query.js';
import { AtLeast, KeyOfRequest } from '../http/key.guard.js';
import type { ApiKey } from '../keys/keys.store.js';
import { Concerns } from '../sight/limit-sight.service.js';
import { type Answered, TasksService } from './tasks.service.js';

const id = { name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } } as const;
const schema = {
  type: 'object',
  required: ['id', 'state'],
  properties: { id: { type: 'string', pattern: '^\\d+$' }, state: { type: 'string', enum: ['done', 'dismissed'] } },
};

@ApiTags('tasks')
@Controller('api/tasks')
export class TasksController {
  constructor(private readonly tasks: TasksService) {}

  @Post(':id/done')
  @AtLeast('rep')
  @Concerns('task')
  @HttpCode(200)
  @ApiOperation({ summary: 'Says that a task is done.' })
  @ApiParam(id)
  @ApiOkResponse({ schema })
  done(@Param('id') taskId: string, @KeyOfRequest() key: ApiKey) {
    return this.answer(taskId, 'done', key);
  }

  @Post(':id/dismiss')
  @AtLeast('rep')
  @Concerns('task')
  @HttpCode(200)
  @ApiOperation({ summary: 'Says that a task need not be done.' })
  @ApiParam(id)
  @ApiOkResponse({ schema })
  dismiss(@Param('id') taskId: string, @KeyOfRequest() key: ApiKey) {
    return this.answer(taskId, 'dismissed', key);
  }

  private async answer(taskId: string, as: Answered['state'], key: ApiKey): Promise<Answered> {
    if (!/^\d{1,18}$/.test(taskId)) throw new BadQuery('the id must be digits');
    const found = await this.tasks.answer(taskId, as, key);
    if (found === null) throw new NotFoundException(`there is no task ${taskId}; GET /api/tasks?state=open lists those to do`);
    if (typeof found === 'string') throw new ConflictException(`task ${taskId} is ${found} already`);
    return found;
  }
}
