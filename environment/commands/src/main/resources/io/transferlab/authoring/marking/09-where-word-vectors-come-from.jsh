//! cell: import io.transferlab.check
//! given
SmallWorld world = SmallWorld.load();
Corpus corpus = Corpus.of(world.paragraphs(15_000, 1), 5);
Cooccurrence cells = Cooccurrence.count(corpus, 10);
AnalogyQuestions questions = world.analogies();
TrainedVectors glove = Glove.train(cells, GloveOptions.defaults(), TrainingListener.SILENT);
//! exercise 9.1
//! exercise 9.2
//! exercise 9.3
//! exercise 9.4
