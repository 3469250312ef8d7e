//! cell: import io.transferlab.check
//! given
Backbone source = Pretrained.SKETCH_OBJECTS.load();
Splits cats = Targets.open("sketch-catsdogs", TargetOptions.defaults().withPerClass(12)).withFewerHeldBack(9, 13);
List<String> classes = cats.train().classes();
Evaluation tunedTest = new Evaluation(classes, new int[][] {{18, 7}, {3, 22}});
//! exercise 3.1
//! exercise 3.1b
//! exercise 3.2
//! exercise 3.3
//! exercise 3.4
